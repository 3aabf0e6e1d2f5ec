"""The window: pages and widgets. Collects, calls one operation of `app`, shows the result."""
