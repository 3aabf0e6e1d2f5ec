"""What Qt has to say."""

import logging
import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType

from app import commands, console


def to_log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say goes to the program's log; what a screenless run cannot do, nowhere.

    After a last word it would abort: there is no screen, or none left, and nobody would be told.
    """
    if kind != QtMsgType.QtDebugMsg and not message.startswith("This plugin does not support"):
        logging.getLogger("qt").warning("%s", message)
    if kind == QtMsgType.QtFatalMsg:
        console.write(sys.stderr, "没有可用的显示器，窗口打不开。请登录桌面后再打开便民窗口。\n")
        os._exit(commands.UNREADABLE)
