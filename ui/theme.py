"""The visual language, in one place: type, grid, colours, and the stylesheet made of them."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.resources import resource

FAMILY = "Noto Sans SC"
SMALL, BODY, BUTTON, SCRIPT, TITLE = 13, 15, 16, 20, 22  # px
GAP = 4  # everything sits on a 4 px grid

INK = "#1b2430"
HEAD = "#41505f"
SECOND = "#5a6675"
CARD = "#ffffff"
GROUND = "#f4f6f8"
LINE = "#dde3ea"
FIELD_LINE = "#8593a3"
ACTION = "#0b6aa2"
ACTION_DOWN = "#095685"
NAVIGATION = "#0b3a57"
NAVIGATION_ON = "#155a83"
ON_DARK = "#ffffff"
ON_DARK_SECOND = "#c9d8e3"
BADGE = "#ffb81c"
PALE = "#e3edf4"  # the ground of a disabled primary button
PALE_INK = "#2d4a5e"
FOCUS_ROW = "#eef6fb"
DESK = "#d5dce4"  # what previewed papers lie on

NORMAL, NEAR, TODAY, OVERDUE, PAUSED = "#22704a", "#9a6200", "#b54708", "#b42318", "#51606f"
GOOD_GROUND, WARN_GROUND, BAD_GROUND, INFO_GROUND = "#e9f5ee", "#fff8e6", "#fdf0ee", "#eaf3f9"
WARN_LINE, BAD_LINE, GOOD_LINE, INFO_LINE = "#ecd9a0", "#f2c4bd", "#b9dfc9", "#b5d5e8"

# Every pair of text and ground that the stylesheet uses; a test holds them to 4.5 : 1.
PAIRS = (
    (INK, CARD), (INK, GROUND), (HEAD, CARD), (SECOND, CARD), (SECOND, GROUND),
    (ON_DARK, ACTION), (ON_DARK, NAVIGATION), (ON_DARK_SECOND, NAVIGATION),
    (ON_DARK, NAVIGATION_ON), (PALE_INK, PALE), (ACTION, CARD), (INK, BADGE),
    (NORMAL, CARD), (NEAR, CARD), (TODAY, CARD), (OVERDUE, CARD), (PAUSED, CARD),
    (OVERDUE, BAD_GROUND), (NORMAL, GOOD_GROUND), (INK, WARN_GROUND), (INK, INFO_GROUND),
)  # fmt: skip

STYLE = f"""
* {{ font-family: "{FAMILY}"; font-size: {BODY}px; color: {INK}; }}
QMainWindow, QWidget#ground, QScrollArea, QScrollArea > QWidget > QWidget#page {{
    background: {GROUND}; }}
QScrollArea {{ border: none; }}
QLabel {{ background: transparent; }}
QLabel[tone="title"] {{ font-size: {TITLE}px; font-weight: 700; }}
QLabel[tone="head"] {{ font-weight: 700; color: {HEAD}; }}
QLabel[tone="second"] {{ color: {SECOND}; }}
QLabel[tone="small"] {{ font-size: {SMALL}px; color: {SECOND}; }}
QLabel[tone="normal"] {{ font-size: {SMALL}px; font-weight: 700; color: {NORMAL}; }}
QLabel[tone="strong"] {{ font-weight: 700; }}
QLabel[tone="said"] {{ font-size: {SCRIPT}px; color: {SECOND}; padding: 4px 10px; }}
QLabel[tone="due"] {{ font-size: {SCRIPT}px; font-weight: 700; padding: 8px 10px;
    background: {INFO_GROUND}; border-left: 4px solid {ACTION}; }}
QLabel[tone="tocome"] {{ font-size: {SCRIPT}px; padding: 4px 10px; }}
QFrame[tone="script"] {{ border: 2px solid transparent; border-radius: 8px; }}
QFrame[tone="script"]:focus {{ border: 2px solid {ACTION}; }}
QLabel[tone="error"] {{ font-size: {SMALL}px; color: {OVERDUE}; }}
QLabel[tone="cap"] {{ font-size: {SMALL}px; color: {HEAD}; background: {CARD};
    border: 1px solid {LINE}; border-bottom-width: 2px; border-radius: 4px; padding: 0 6px; }}
QLabel[tone="capdark"] {{ font-size: {SMALL}px; color: {ON_DARK};
    border: 1px solid #7fb2d0; border-radius: 4px; padding: 0 6px; }}
QFrame[card="plain"] {{ background: {CARD}; border: 1px solid {LINE}; border-radius: 10px; }}
QFrame[card="row"] {{ background: {GROUND}; border: 1px solid {LINE}; border-radius: 8px; }}
QFrame[card="clause"] {{ background: {CARD}; border: 1px solid {LINE}; border-radius: 10px;
    border-left: 4px solid {ACTION}; }}
QFrame[card="warn"] {{ background: {WARN_GROUND}; border: 1px solid {WARN_LINE};
    border-radius: 10px; }}
QFrame[card="bad"] {{ background: {BAD_GROUND}; border: 1px solid {BAD_LINE};
    border-radius: 10px; }}
QFrame[card="good"] {{ background: {GOOD_GROUND}; border: 1px solid {GOOD_LINE};
    border-radius: 10px; }}
QFrame[card="info"] {{ background: {INFO_GROUND}; border: 1px solid {INFO_LINE};
    border-radius: 10px; }}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {CARD}; border: 1px solid {FIELD_LINE};
    border-radius: 6px; padding: 6px 10px; selection-background-color: {ACTION};
    selection-color: {ON_DARK}; }}
QLineEdit, QComboBox {{ min-height: 24px; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {ACTION};
    padding: 5px 9px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {OVERDUE};
    padding: 5px 9px; }}
QLineEdit[fixed="true"] {{ background: {GROUND}; color: {SECOND}; border: 1px solid {LINE}; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: url("{resource("icons", "chevron-down.svg").as_posix()}");
    width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ background: {CARD}; border: 1px solid {FIELD_LINE}; outline: none;
    selection-background-color: {ACTION}; selection-color: {ON_DARK}; }}
QComboBox QAbstractItemView::item {{ min-height: 32px; padding: 0 10px; }}
QCheckBox {{ spacing: 8px; padding: 4px 2px; }}
QCheckBox::indicator {{ width: 18px; height: 18px; }}
QCheckBox:focus {{ outline: none; border: 2px solid {ACTION}; border-radius: 4px; }}
QPushButton {{ border-radius: 8px; padding: 0 16px; min-height: 42px; font-size: {BUTTON}px;
    background: {CARD}; border: 1px solid {FIELD_LINE}; }}
QPushButton:hover {{ background: {FOCUS_ROW}; }}
QPushButton:focus {{ border: 2px solid {ACTION}; }}
QPushButton[kind="primary"] {{ background: {ACTION}; border: 2px solid {ACTION};
    color: {ON_DARK}; font-weight: 700; }}
QPushButton[kind="primary"]:hover {{ background: {ACTION_DOWN}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {ACTION}; outline: none; }}
QPushButton[kind="primary"]:disabled {{ background: {PALE}; border: 2px solid {PALE};
    color: {PALE_INK}; }}
QPushButton[kind="link"], QPushButton[kind="bare"] {{ border: none; background: transparent;
    color: {ACTION}; min-height: 28px; padding: 0 4px; font-size: {BODY}px; text-align: left; }}
QPushButton[kind="link"]:focus, QPushButton[kind="bare"]:focus {{
    border: 2px solid {ACTION}; border-radius: 4px; }}
QPushButton[kind="urgent"] {{ background: {BAD_GROUND}; border: 1px solid {BAD_LINE};
    min-height: 34px; padding: 0 8px; }}
QPushButton[kind="urgent"]:hover {{ background: {CARD}; }}
QPushButton[kind="urgent"]:focus {{ border: 2px solid {OVERDUE}; }}
QWidget#header {{ background: {CARD}; border-bottom: 1px solid {LINE}; }}
QWidget#strip {{ background: {BADGE}; }}
QWidget#status {{ background: {CARD}; border-top: 1px solid {LINE}; }}
QWidget#status QLabel {{ font-size: {SMALL}px; color: {HEAD}; }}
QWidget#sheethead {{ background: {CARD}; border-bottom: 1px solid {LINE}; }}
QWidget#sheetfoot {{ background: {CARD}; border-top: 1px solid {LINE}; }}
QWidget#sheetbody {{ background: {CARD}; }}
QWidget#desk {{ background: {DESK}; }}
QFrame[tone="line"] {{ border: none; border-top: 1px solid {LINE}; }}
QFrame[tone="line"][current="true"] {{ background: {FOCUS_ROW}; }}
QFrame[tone="rule"] {{ background: {LINE}; border: none; }}
QLabel[tone="paper"] {{ background: {CARD}; border: 1px solid {FIELD_LINE}; }}
QLabel#brand {{ font-size: 17px; font-weight: 700; color: {NAVIGATION}; }}
QLabel[tone="ondark"] {{ color: {ON_DARK_SECOND}; }}
QLabel[tone="ondarkstrong"] {{ color: {ON_DARK}; font-weight: 700; }}
QWidget#navigation {{ background: {NAVIGATION}; }}
QPushButton[kind="nav"] {{ background: transparent; border: 2px solid transparent;
    color: {ON_DARK}; text-align: left; min-height: 28px; padding: 0 10px; font-size: {BODY}px;
    icon-size: 20px; }}
QPushButton[kind="nav"]:hover {{ background: #0f4868; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {ON_DARK_SECOND}; }}
QPushButton[kind="nav"]:checked {{ background: {NAVIGATION_ON}; font-weight: 700; }}
QLabel[tone="badge"] {{ background: {BADGE}; color: {INK}; border-radius: 11px;
    padding: 0 7px; font-size: {SMALL}px; font-weight: 700; }}
QTableView {{ background: {CARD}; border: none; outline: none; selection-background-color: {CARD};
    selection-color: {INK}; }}
QTableView::item {{ border-bottom: 1px solid {LINE}; padding: 0 12px; }}
QTableView::item:selected {{ color: {INK}; background: {FOCUS_ROW}; }}
QTableView::item:selected:active {{ border: 2px solid {ACTION}; border-radius: 6px; }}
QHeaderView {{ background: {CARD}; }}
QHeaderView::section {{ background: {CARD}; color: {SECOND}; font-size: {SMALL}px; border: none;
    border-bottom: 1px solid {LINE}; padding: 6px 12px; }}
QListView {{ background: {CARD}; border: none; outline: none; }}
QToolTip {{ background: {INK}; color: {ON_DARK}; border: none; padding: 6px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: #b7c2ce; border-radius: 4px; min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; height: 0; width: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: #b7c2ce; border-radius: 4px; min-width: 32px; }}
QMessageBox, QDialog {{ background: {CARD}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {ACTION}; }}
"""


def apply(application: QApplication) -> None:
    """Make `application` look as it should, whatever the desktop's own theme."""
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf"):
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    font = QFont(FAMILY)
    font.setPixelSize(BODY)
    application.setFont(font)
    application.setStyle("Fusion")
    palette = QPalette(QColor(GROUND))
    for role, colour in (
        (QPalette.ColorRole.Window, GROUND),
        (QPalette.ColorRole.WindowText, INK),
        (QPalette.ColorRole.Base, CARD),
        (QPalette.ColorRole.Text, INK),
        (QPalette.ColorRole.Button, CARD),
        (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Highlight, ACTION),
        (QPalette.ColorRole.HighlightedText, ON_DARK),
        (QPalette.ColorRole.PlaceholderText, SECOND),
    ):
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    application.setStyleSheet(STYLE)
