"""Printing through Qt, as Windows needs it: the stored PDF's pages are painted on a QPrinter.

QPrinter reports success for a queue that is stopped, rejecting or gone; so the queue is asked
before, and the job is followed there afterwards by its title.
"""

from pathlib import Path

import pypdfium2
from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.printing import Job, PrinterStatus, Queue, Report, refused
from ui.paper import POINTS, image

DPI = 300


class QtPrinter:
    """Paints on the printers that `queue` knows."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def names(self) -> tuple[str, ...]:
        return self._queue.names()

    def status(self, name: str) -> PrinterStatus:
        return self._queue.status(name)

    def report(self, job: Job) -> Report:
        return self._queue.report(job)

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Job:
        status = self.status(name)
        if not status.ready:
            raise refused(status.text)
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not _paint(document, name, title):
                raise refused(f"打印机 {name} 没有接受任务")
        finally:
            document.close()
        return Job(name, title)


def _paint(document: pypdfium2.PdfDocument, name: str, title: str) -> bool:
    printer = QPrinter()
    printer.setPrinterName(name)
    printer.setDocName(title)
    printer.setResolution(DPI)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    _lay_out(printer, document[0])
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for n, page in enumerate(document):
            if n:
                _lay_out(printer, page)
                if not printer.newPage():
                    printer.abort()
                    return False
            picture = image(page, DPI / POINTS)
            painter.drawImage(QRect(0, 0, picture.width(), picture.height()), picture)
    finally:
        painter.end()
    return printer.printerState() != QPrinter.PrinterState.Error


def _lay_out(printer: QPrinter, page: pypdfium2.PdfPage) -> None:
    """The whole sheet, in the size of `page`: its own margins are part of the picture."""
    size = QPageSize(QSizeF(*page.get_size()), QPageSize.Unit.Point)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
