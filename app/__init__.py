"""The domain: what may happen at the counter, and what follows from it. Knows no Qt."""

__version__ = "0.1.0"
