"""What the bundle sets right on Linux before the program starts."""

import locale
import os

# The bundle leads its own process to the libraries beside it by LD_LIBRARY_PATH. What it starts
# in turn (`lp`, `lpstat`) belongs to the system and must find the system's.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = before

# Qt wants a locale with UTF-8, and otherwise complains on stderr. `python` sees to that itself,
# a bundle does not.
try:
    locale.setlocale(locale.LC_CTYPE, "")
except locale.Error:
    locale.setlocale(locale.LC_CTYPE, "C")  # named, but not installed on this machine
if locale.getencoding().upper() not in ("UTF-8", "UTF8"):
    os.environ["LC_ALL"] = "C.UTF-8"
