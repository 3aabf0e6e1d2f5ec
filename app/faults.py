"""Environment faults in a clerk's words: what is in the way, and what to do (style.md, 7)."""

import errno
import sqlite3

from peewee import DatabaseError

from app.errors import EnvironmentFault, RecordsLost

_ERRNO = {
    errno.ENOSPC: ("磁盘已满，没有保存。", "请清理磁盘空间后重试，已填写的内容不会丢失。"),
    errno.EROFS: ("磁盘是只读的，没有保存。", "请检查写保护开关或联系管理员。"),
    errno.EACCES: ("没有写入权限，没有保存。", "请联系管理员检查文件夹权限。"),
    errno.EPERM: ("没有写入权限，没有保存。", "请联系管理员检查文件夹权限。"),
    errno.ENOENT: ("文件夹不见了，没有保存。", "请检查磁盘或U盘是否还插着。"),
    errno.ENOTDIR: ("指定的位置是一个文件，不是文件夹，没有保存。", "请换一个位置。"),
    errno.EEXIST: ("指定的位置是一个文件，不是文件夹，没有保存。", "请换一个位置。"),
    errno.ENAMETOOLONG: ("文件夹的名字太长，没有保存。", "请换一个名字短的位置。"),
    errno.EIO: ("磁盘读写出错，没有保存。", "磁盘或U盘可能已被拔出或损坏，请检查后重试。"),
    errno.EISDIR: ("指定的位置是一个文件夹，没有保存。", "请在后面写明文件名。"),
    errno.EBUSY: ("文件正被别的程序使用，没有保存。", "请关闭占用它的程序后重试。"),
    errno.EFBIG: ("文件太大，这个磁盘或U盘放不下，没有保存。", "请换一个磁盘或U盘。"),
    errno.EINVAL: ("这个位置或文件名不能用，没有保存。", "请换一个名字或位置。"),
    errno.ETIMEDOUT: ("磁盘或网络位置没有回应，没有保存。", "请检查连接后重试，或换一个位置。"),
    errno.ENODEV: ("磁盘或U盘已不在，没有保存。", "请重新插好后重试。"),
    errno.ENOTCONN: ("U盘已被拔出，没有保存。", "请重新插好U盘后重试。"),
}

# These three are not known to every system.
for _name, _like in (("EDQUOT", "ENOSPC"), ("ESTALE", "ETIMEDOUT"), ("ENXIO", "ENODEV")):
    if hasattr(errno, _name):
        _ERRNO[getattr(errno, _name)] = _ERRNO[getattr(errno, _like)]

_NO_TEXT = "Could not decode to UTF-8"

_SQLITE = {
    sqlite3.SQLITE_FULL: _ERRNO[errno.ENOSPC],
    sqlite3.SQLITE_READONLY: _ERRNO[errno.EROFS],
    sqlite3.SQLITE_IOERR: _ERRNO[errno.EIO],
    sqlite3.SQLITE_BUSY: ("数据文件正被别的程序使用，没有保存。", "请关闭占用它的程序后重试。"),
    sqlite3.SQLITE_LOCKED: ("数据文件正被别的程序使用，没有保存。", "请关闭占用它的程序后重试。"),
    sqlite3.SQLITE_CORRUPT: ("数据文件已损坏。", "请停止使用，用最近的备份恢复（restore）。"),
    sqlite3.SQLITE_NOTADB: (
        "这不是便民窗口的数据文件，或已损坏。",
        "请用最近的备份恢复（restore）。",
    ),
    sqlite3.SQLITE_CANTOPEN: ("打不开数据文件。", "请检查文件夹是否存在、是否有权限。"),
}
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def fault_of(error: BaseException) -> EnvironmentFault:
    """The calm sentence for a machine's fault; anything unknown is re-raised as our own bug."""
    cause: BaseException | None = error
    unheard_of: int | None = None
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _ERRNO:
            return EnvironmentFault(_ERRNO[cause.errno][0], instead=_ERRNO[cause.errno][1])
        if isinstance(cause, OSError) and cause.errno is not None:
            unheard_of = unheard_of or cause.errno
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(cause, sqlite3.Error) and _NO_TEXT in str(cause):
            code = sqlite3.SQLITE_CORRUPT  # found by Python, which gives no code
        if code is not None and (code & 0xFF) in _SQLITE:
            message, instead = _SQLITE[code & 0xFF]
            kind = RecordsLost if code & 0xFF in _DAMAGE else EnvironmentFault
            return kind(message, instead=instead)
        if isinstance(cause, DatabaseError) and cause.args and isinstance(cause.args[0], Exception):
            cause = cause.args[0]
        else:
            cause = cause.__cause__ or cause.__context__
    if unheard_of is not None:
        name = errno.errorcode.get(unheard_of, str(unheard_of))
        return EnvironmentFault(
            f"系统报告出错（{name}），没有保存。", instead="请检查磁盘或U盘后重试，或换一个位置。"
        )
    raise error
