"""Rebuilds the numbers that Word generates (一、（一）1.) and that are nowhere in the text of a .docx."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE_FORMATS = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "chineseLegalSimplified",
}
_CHINESE_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass
class Level:
    """One level of a list as Word defines it."""

    text: str
    format: str = "decimal"
    start: int = 1
    legal: bool = False
    restart: int | None = None


@dataclass
class Lists:
    """Word's list definitions and the running counters."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    def next(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph of that list and level, as it is printed."""
        abstract = self.abstract.get(list_id)
        levels = self.levels.get(abstract or "", {})
        if abstract is None or depth not in levels:
            return ""
        counter = self.counters.setdefault(abstract, {})
        if list_id not in self.started:
            self.started.add(list_id)
            for at, start in self.overrides.get(list_id, {}).items():
                counter[at] = start - 1
        counter[depth] = counter.get(depth, levels[depth].start - 1) + 1
        for deeper, level in levels.items():
            if deeper > depth and level.restart != 0 and (level.restart is None or depth < level.restart):
                counter.pop(deeper, None)
        return _printed(levels, counter, depth)


def _printed(levels: dict[int, Level], counter: dict[int, int], depth: int) -> str:
    level = levels[depth]
    if level.format in {"bullet", "none"}:
        return ""
    out = level.text
    for at in range(9):
        mark = f"%{at + 1}"
        if mark in out:
            above = levels.get(at, level)
            fmt = "decimal" if level.legal and at != depth else above.format
            out = out.replace(mark, written(counter.get(at, above.start), fmt))
    return out


def written(number: int, fmt: str) -> str:
    """A number in one of Word's formats; formats that no plan uses fall back to Arabic."""
    if fmt in _CHINESE_FORMATS:
        return chinese(number)
    if fmt == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if fmt == "decimalEnclosedParen" and 1 <= number <= 20:
        return f"（{number}）"
    if fmt == "decimalFullWidth":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(number))
    if fmt == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if fmt in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        return chr((97 if fmt == "lowerLetter" else 65) + number - 1)
    if fmt in {"lowerRoman", "upperRoman"} and 1 <= number < 40:
        return _roman(number) if fmt == "upperRoman" else _roman(number).lower()
    return str(number)


def chinese(number: int) -> str:
    """1..99 in Chinese: 一, 十, 十一, 二十三."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _CHINESE_DIGITS[tens] + "十")
    return head + (_CHINESE_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def read_lists(root: etree._Element | None) -> Lists:
    """The definitions in numbering.xml."""
    lists = Lists()
    if root is None:
        return lists
    for abstract in root.iter(f"{W}abstractNum"):
        levels = {_int(lvl.get(f"{W}ilvl"), 0): _level(lvl) for lvl in abstract.iter(f"{W}lvl")}
        lists.levels[abstract.get(f"{W}abstractNumId") or ""] = levels
    for num in root.iter(f"{W}num"):
        list_id = num.get(f"{W}numId") or ""
        lists.abstract[list_id] = value_of(num.find(f"{W}abstractNumId")) or ""
        _overrides(lists, list_id, num)
    return lists


def _overrides(lists: Lists, list_id: str, num: etree._Element) -> None:
    for override in num.iter(f"{W}lvlOverride"):
        depth = _int(override.get(f"{W}ilvl"), 0)
        replaced = override.find(f"{W}lvl")
        if replaced is not None:
            own = f"{lists.abstract[list_id]}/{list_id}"
            base = lists.levels.get(lists.abstract[list_id], {})
            lists.levels[own] = {**lists.levels.get(own, base), depth: _level(replaced)}
            lists.abstract[list_id] = own
        start = value_of(override.find(f"{W}startOverride"))
        if start is not None:
            lists.overrides.setdefault(list_id, {})[depth] = _int(start, 1)


def _level(lvl: etree._Element) -> Level:
    restart = value_of(lvl.find(f"{W}lvlRestart"))
    return Level(
        text=value_of(lvl.find(f"{W}lvlText")) or "",
        format=_format(lvl),
        start=_int(value_of(lvl.find(f"{W}start")), 1),
        legal=lvl.find(f"{W}isLgl") is not None,
        restart=None if restart is None else _int(restart, 0),
    )


def _format(lvl: etree._Element) -> str:
    found = next(lvl.iter(f"{W}numFmt"), None)
    return value_of(found) or "decimal"


def value_of(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
