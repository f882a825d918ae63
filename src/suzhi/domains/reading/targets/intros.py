"""What stands above a sentence: the date of its list or stage, the headings it is under."""

from __future__ import annotations

import re

from suzhi.domains.reading.outline import Node
from suzhi.domains.reading.targets.masks import mask
from suzhi.domains.reading.targets.mentions import find_mentions
from suzhi.domains.reading.targets.sentences import Sentence
from suzhi.domains.reading.times import Time

_INTRO = re.compile(r"(?:以下|如下|下列)|：$|目标$")
_STAGE = re.compile(r"^[\u4e00-\u9fff“”、]{2,20}\([^()]*[年月日]\)$")


def inherited(node: Node, intros: dict[str, tuple[Time, ...]]) -> tuple[Time, ...]:
    above = node.parent
    while above is not None:
        if intros.get(above.id):
            return intros[above.id]
        above = above.parent
    return ()


def own_intro(sentence: Sentence) -> tuple[Time, ...]:
    """到2025年，实现以下目标： gives its date to what follows; so does a dated sentence without a figure."""
    stage = len(sentence.text) <= 40 and _STAGE.search(sentence.text)
    dues = tuple(t for t in sentence.times if t.role == "due" or (stage and t.role == "plan"))
    if not dues:
        return ()
    opens = "目标" in sentence.section and sentence.parts[0].leads and not _figures(sentence)
    if opens or _INTRO.search(sentence.text) or sentence.heading or stage:
        return dues[-1:]
    return ()


def _figures(sentence: Sentence) -> bool:
    return bool(find_mentions(mask(sentence.text, sentence.times)[0]))


def section_of(node: Node) -> str:
    titles: list[str] = []
    at: Node | None = node
    while at is not None:
        first = at.paragraphs[0]
        heading = first.bare.split("。", 1)[0]
        if len(heading) <= 40 and (at is not node or "。" not in first.bare or len(heading) <= 20):
            titles.append(heading)
        at = at.parent
    return " ".join(titles)
