"""Documents from plain dataclasses to PDF and XLSX. Knows neither database nor screen."""
