"""The pages. Each collects, calls one operation, and shows the result."""
