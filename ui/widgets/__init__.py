"""The building blocks of every page. They know nothing of cases."""
