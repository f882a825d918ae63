"""What argparse and the operating system say by themselves, in Chinese."""

from __future__ import annotations

import argparse
import errno
import re
from collections.abc import Mapping

# argparse looks each of its sentences up by gettext; these are all that a person can meet.
SENTENCES: Mapping[str, str] = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "unrecognized arguments: %s": "没有这样的参数：%s",
    "the following arguments are required: %s": "缺少参数：%s",
    "one of the arguments %s is required": "以下参数须写一个：%s",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "ignored explicit argument %r": "后面不能带值 %r",
    "expected one argument": "后面须写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "invalid %(type)s value: %(value)r": "%(value)r 不是%(type)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这个选择；可选：%(choices)s",
}
_TYPES = {"int": "整数", "float": "数字", "Path": "文件名"}
_TYPE = re.compile(rf"不是({'|'.join(_TYPES)})$")
_TROUBLES = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘只能读",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "文件名太长",
}


def speak_chinese() -> None:
    """Let argparse take its sentences from here."""
    setattr(argparse, "_", lambda sentence: SENTENCES.get(sentence, sentence))  # noqa: B010


def misuse(message: str) -> str:
    """A sentence about a wrong call, with the names of types as people say them."""
    return _TYPE.sub(lambda found: "不是" + _TYPES[found[1]], message)


def file_trouble(error: OSError) -> str:
    """Why a file cannot be read or written."""
    return _TROUBLES.get(error.errno or 0, error.strerror or "")
