"""The document's own wording, attached to the clauses of a pack that has only titles and summaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from suzhi.domains.plans.packs import Pack, pack_codes, read_pack


def shipped_for(number: str | None) -> Pack | None:
    """The known pack of the document with this number, however its brackets are written."""
    if not number:
        return None
    for code in pack_codes():
        pack = read_pack(code)
        if same_number(str(pack.plain["document"].get("number") or ""), number):
            return pack
    return None


def same_number(one: str, other: str) -> bool:
    """乐工发〔2016〕43号 and 乐工发[2016] 43号 are the same document."""
    return bool(one) and _bare(one) == _bare(other)


def wordings(reading: Mapping[str, Any], refs: list[str]) -> dict[str, str]:
    """Clause ref -> the document's text. An obligation within a clause (2.4.b) has none of its own: its
    clause's wording stands at the clause, and it keeps its summary."""
    texts = {clause["id"]: _text(clause) for clause in reading["clauses"] if clause["part"] == "plan"}
    return {ref: texts[ref] for ref in refs if texts.get(ref)}


def _text(clause: Mapping[str, Any]) -> str:
    """A clause's heading may be the beginning of its text."""
    title, text = str(clause["title"]), str(clause["text"])
    return (
        text
        if text.startswith(title) or not text
        else f"{title}。{text}"
        if title[-1:] not in "。；："
        else title + text
    )


def _bare(number: str) -> str:
    table = str.maketrans(dict.fromkeys("〔〕[]【】（）() \u3000", ""))
    return number.translate(table)
