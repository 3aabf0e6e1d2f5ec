"""A PDF's pages as pictures: what is previewed is what is stored, and what is painted."""

import pypdfium2
from PySide6.QtGui import QImage

POINTS = 72  # per inch, as a PDF counts


def image(page: pypdfium2.PdfPage, scale: float) -> QImage:
    """`page` in grey, at `scale` pixels per point."""
    bitmap = page.render(scale=scale, grayscale=True)
    data = bytes(bitmap.buffer)
    shown = QImage(
        data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8
    )
    return shown.copy()  # the buffer is pypdfium2's and goes with the bitmap


def pages(pdf: bytes, wide: float, ratio: float) -> tuple[QImage, ...]:
    """Every page of `pdf`, `wide` logical pixels wide on a screen of `ratio`."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        made = [image(page, wide * ratio / page.get_width()) for page in document]
    finally:
        document.close()
    for one in made:
        one.setDevicePixelRatio(ratio)
    return tuple(made)
