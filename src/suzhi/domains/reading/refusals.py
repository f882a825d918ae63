"""Why a file cannot be read as a plan, each with the way out; in Chinese, as no settings are loaded."""

from __future__ import annotations

from suzhi.kernel.errors import Refusal


class UnreadableDocument(Refusal):
    """The file is not something that the reader can open."""


class NotAPlan(Refusal):
    """The file opens, but it is not an official plan with numbered clauses."""


def empty() -> UnreadableDocument:
    return UnreadableDocument(
        "plans.empty", "文件是空的，没有可读的内容。", "请检查文件是否保存完整，重新选择规划的正文文件。"
    )


def old_word() -> UnreadableDocument:
    return UnreadableDocument(
        "plans.old_word",
        "这是旧版 Word 文档（.doc），不能直接读取。",
        "请用 Word 或 WPS 打开，“另存为”.docx 格式，再读取一次。",
    )


def encrypted() -> UnreadableDocument:
    return UnreadableDocument(
        "plans.encrypted",
        "文档设有打开密码，无法读取。",
        "请用 Word 或 WPS 打开并取消密码（文件—信息—保护文档），保存后再读取。",
    )


def macros() -> UnreadableDocument:
    return UnreadableDocument(
        "plans.macros",
        "文档含有宏（.docm 或内嵌 VBA），为安全起见不予读取。",
        "请“另存为”不含宏的 .docx 格式，再读取一次。",
    )


def damaged(detail: str) -> UnreadableDocument:
    return UnreadableDocument(
        "plans.damaged",
        f"Word 文档已损坏，无法读取：{detail}。",
        "请用 Word 或 WPS 打开并修复后另存；仍打不开的，向发文单位索取原件。",
    )


def unsafe(detail: str) -> UnreadableDocument:
    return UnreadableDocument(
        "plans.unsafe",
        f"Word 文档的内部结构不正常，已停止读取：{detail}。",
        "请把正文复制到一个新建的 Word 文档，保存为 .docx 后再读取。",
    )


def oversized(limit: str) -> UnreadableDocument:
    return UnreadableDocument(
        "plans.oversized",
        f"文件太大，超过了 {limit} 的上限。",
        "请删去文档里的图片和无关附件，只保留规划正文，再读取一次。",
    )


def crowded(what: str, limit: int) -> UnreadableDocument:
    return UnreadableDocument(
        "plans.oversized",
        f"文件超过 {limit} {what}，不像一份规划，已停止读取。",
        "请只保留规划正文，删去附表、名册等，再读取一次。",
    )


def unsupported(kind: str) -> UnreadableDocument:
    return UnreadableDocument(
        "plans.unsupported",
        f"不支持读取{kind}。",
        "请把规划正文另存为 .docx、.txt 或 .md 文件，再读取一次。",
    )


def unknown_encoding() -> UnreadableDocument:
    return UnreadableDocument(
        "plans.encoding",
        "这不是可读的文本文件，或者文字编码无法识别。",
        "请用记事本打开确认是正文，“另存为”时编码选 UTF-8，再读取一次。",
    )


def not_a_document() -> NotAPlan:
    return NotAPlan(
        "plans.not_a_document",
        "文件里没有成段的中文正文，不像一份公文。",
        "请确认选择的是规划正文，而不是表格、程序或图片扫描件；扫描件须先转成文字。",
    )


def no_clauses() -> NotAPlan:
    return NotAPlan(
        "plans.no_clauses",
        "文档里没有找到编号的条款（如“一、”“（一）”“1.”“第一条”）。",
        "请确认选择的是规划正文；若原文没有编号，请先按层次给各条加上“一、（一）1.”编号，再读取一次。",
    )
