"""Collects every message that people see and keeps the English catalogue in step with it.

    python -m suzhi.workbench.catalogue update     write new messages into the catalogue, drop those not used
    python -m suzhi.workbench.catalogue check      say what has no translation; exit 1 if anything has none

Needs no gettext tools. Messages come from Python (``gettext`` and its kin, and the names of services), from
templates, and from the names in the packs, which are shown through ``gettext`` at run time.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).resolve().parents[1]
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CJK = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]")

# Where each function keeps its texts: position of the message, of its plural and of its context.
FUNCTIONS: dict[str, tuple[int, int | None, int | None]] = {
    **dict.fromkeys(("_", "_now", "_lazy", "_noop"), (0, None, None)),
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), (0, None, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (1, None, 0)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (1, 2, 0)),
    # @service("verb", "name"): the name is shown in histories and in the audit.
    "service": (1, None, None),
}

# Packs whose names are shown, and the fields that hold them. A plan's pack names and sums up in our own words;
# the wording of the document itself is data and stays as it is.
PACKS = {
    "packs/kinds/*.yaml": frozenset({"name", "label", "help", "choices"}),
    "packs/settings/*.yaml": frozenset({"name"}),
    "packs/workflows.yaml": frozenset({"name"}),
    "packs/roles.yaml": frozenset({"name"}),
    "packs/plans/*/indicators.yaml": frozenset({"name", "unit", "department"}),
    "packs/plans/*/clauses.yaml": frozenset({"title", "summary"}),
    "packs/plans/*/duties.yaml": frozenset({"title", "owner"}),
}

_TEXT = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*((?:u?(?:{_TEXT})\s*,?\s*)+)")
_PLACEHOLDER = re.compile(r"%\((\w+)\)|(%[sd])|\{(\w*)\}")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What is looked up: the text, with its plural form and its context where it has them."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(slots=True)
class Entry:
    """A message of the catalogue: its translations and the files that show it."""

    message: Message
    translations: list[str]
    places: list[str] = field(default_factory=list)


def placeholders(text: str) -> set[str]:
    """The names of what is put into a text."""
    return {"".join(found) for found in _PLACEHOLDER.findall(text.replace("%%", ""))}


def from_python(text: str) -> Iterator[Message]:
    """The messages of a module."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in FUNCTIONS:
            texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield from _message(texts, *FUNCTIONS[called])


def _message(texts: list[Any], at: int, plural_at: int | None, context_at: int | None) -> Iterator[Message]:
    def word(place: int | None) -> str:
        found = texts[place] if place is not None and place < len(texts) else ""
        return found if isinstance(found, str) else ""

    if word(at):
        yield Message(word(at), word(plural_at), word(context_at))


def from_template(text: str) -> Iterator[Message]:
    """The messages of a template, as Django itself looks them up."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for called, arguments in _TEMPLATE_CALL.findall(templatize(text)):
        texts = [ast.literal_eval(one) for one in re.findall(f"u?(?:{_TEXT})", arguments)]
        yield from _message(texts, *FUNCTIONS[called])


def from_pack(content: Any, fields: frozenset[str]) -> Iterator[Message]:
    """The names in a pack."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key in fields and isinstance(value, str | list):
                texts = [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)]
                yield from (Message(one) for one in texts if CJK.search(one))
            yield from from_pack(value, fields)
    elif isinstance(content, list):
        for one in content:
            yield from from_pack(one, fields)


def messages() -> dict[Message, list[str]]:
    """Every message of the product with the files that show it."""
    found: dict[Message, list[str]] = {}
    for path, message in sorted(_all(), key=lambda one: (one[0], one[1])):
        places = found.setdefault(message, [])
        if path not in places:
            places.append(path)
    return found


def _all() -> Iterator[tuple[str, Message]]:
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts:
            yield from ((_name(path), one) for one in from_python(path.read_text(encoding="utf-8")))
    for path in SOURCE.rglob("*.html"):
        yield from ((_name(path), one) for one in from_template(path.read_text(encoding="utf-8")))
    for pattern, fields in PACKS.items():
        for path in SOURCE.glob(pattern):
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
            yield from ((_name(path), one) for one in from_pack(content, fields))


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


# ---- the file


def read(text: str) -> list[Entry]:
    """The entries of a .po file, its header left out."""
    entries = []
    for block in text.split("\n\n"):
        fields: dict[str, str] = {}
        places: list[str] = []
        name = ""
        for line in block.splitlines():
            if line.startswith("#:"):
                places += line[2:].split()
            elif line and not line.startswith("#"):
                if not line.startswith('"'):
                    name, _, line = line.partition(" ")
                    fields[name] = ""
                fields[name] += json.loads(line)
        if fields.get("msgid"):
            message = Message(fields["msgid"], fields.get("msgid_plural", ""), fields.get("msgctxt", ""))
            said = [fields[key] for key in sorted(fields) if key.startswith("msgstr")]
            entries.append(Entry(message, said, places))
    return entries


HEADER = """# English for what people see. Kept by: python -m suzhi.workbench.catalogue update
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def write(entries: list[Entry]) -> str:
    """The text of a .po file."""
    blocks = [HEADER]
    for entry in entries:
        lines = [f"#: {' '.join(entry.places)}"] if entry.places else []
        if entry.message.context:
            lines.append(f"msgctxt {_quoted(entry.message.context)}")
        lines.append(f"msgid {_quoted(entry.message.text)}")
        if entry.message.plural:
            lines.append(f"msgid_plural {_quoted(entry.message.plural)}")
            said = [*entry.translations, "", ""][:2]
            lines += [f"msgstr[{number}] {_quoted(one)}" for number, one in enumerate(said)]
        else:
            lines.append(f"msgstr {_quoted(entry.translations[0] if entry.translations else '')}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def merged(known: list[Entry], wanted: dict[Message, list[str]]) -> list[Entry]:
    """What the product shows, with the translations that are known."""
    said = {entry.message: entry.translations for entry in known}
    return [Entry(message, said.get(message, [""]), places) for message, places in wanted.items()]


def catalogue() -> list[Entry]:
    """The English catalogue as it is."""
    return read(CATALOGUE.read_text(encoding="utf-8")) if CATALOGUE.exists() else []


def untranslated(entries: list[Entry]) -> list[Message]:
    """What has no English yet, and is not English itself."""
    return [one.message for one in entries if CJK.search(one.message.text) and not all(one.translations)]


def main(arguments: list[str]) -> int:
    """Run as a program."""
    fresh = merged(catalogue(), messages())
    if arguments == ["update"]:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_text(write(fresh), encoding="utf-8")
    elif arguments != ["check"]:
        print(__doc__)
        return 2
    missing = untranslated(fresh)
    for message in missing:
        print(message.text)
    print(f"{len(fresh)} messages, {len(missing)} without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
