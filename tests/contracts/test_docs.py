"""Documents cannot rot: links lead somewhere, commands and settings exist, tables say what is registered."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from contracts.documents import ROOT, anchors, code, documents, links, name_of, section, tables
from suzhi.config.cli.main import parser_of
from suzhi.config.cli.verbs import VERBS
from suzhi.engines.access.api import all_permissions, all_roles
from suzhi.engines.exchange.api import REGISTRY
from suzhi.engines.kinds.api import all_kinds
from suzhi.engines.metrics.api import all_sources, declared_settings
from suzhi.engines.org.api import UnitType
from suzhi.engines.workflow.api import workflow
from suzhi.workbench.pictures.__main__ import LARGEST
from suzhi.workbench.pictures.shots import SHOTS

DOCS = documents()
PICTURES = ROOT / "docs" / "pictures"
TOTAL_OF_PICTURES = 2_000_000
COMMAND = re.compile(r"(?:^|[\s/])suzhi +([a-z][a-z-]*)((?: +[^|#;&]*)?)")


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    text, lost = path.read_text(encoding="utf-8"), []
    for target in links(text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = unquote(target).partition("#")
        place = (path.parent / file).resolve() if file else path
        if not place.exists() or (anchor and anchor not in anchors(place.read_text(encoding="utf-8"))):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_command_exists(path: Path) -> None:
    wrong = []
    for line in code(path.read_text(encoding="utf-8")):
        for verb, rest in COMMAND.findall(line):
            known = _words_of(verb)
            if known is None:
                wrong.append(f"suzhi {verb}")
            else:
                wrong += [
                    f"suzhi {verb} {word}" for word in re.findall(r"--[a-z-]+", rest) if word not in known
                ]
    assert wrong == []


def _words_of(verb: str) -> set[str] | None:
    """The options of a verb and of its actions; None for an unknown verb."""
    if verb not in VERBS:
        return None
    return set(_options(parser_of(verb, VERBS[verb], VERBS[verb].load())))


def _options(parser: argparse.ArgumentParser) -> Iterable[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from _options(child)


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_file_that_is_named_exists(path: Path) -> None:
    named = re.findall(r"`((?:src|tests|requirements|\.ci)/[\w./-]+)", path.read_text(encoding="utf-8"))
    assert [file for file in named if not (ROOT / file).exists()] == []


def test_operations_name_every_environment_variable_and_no_other() -> None:
    pattern = r"\b(SUZHI_[A-Z_]+|DATABASE_URL)\b"
    read: set[str] = set()
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "dev.py"]:
        read |= set(re.findall(f"[\"']{pattern}[\"']", path.read_text(encoding="utf-8")))
    told = re.findall(pattern, (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    assert sorted(read) == sorted(set(told))


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_no_document_names_an_unknown_variable(path: Path) -> None:
    told = set(re.findall(r"\bSUZHI_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    known = set(
        re.findall(r"\bSUZHI_[A-Z_]+\b", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    )
    assert told <= known


NAMED: dict[str, Callable[[], Iterable[str]]] = {
    "source": all_sources,
    "setting": declared_settings,
    "permission": all_permissions,
    "role": all_roles,
    "kind": all_kinds,
    "sheet": REGISTRY.names,
}


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_tables_name_what_is_registered(path: Path) -> None:
    """In a column headed by the name of a registry, what stands in back quotes is registered there."""
    unknown = []
    for header, rows in tables(path.read_text(encoding="utf-8")):
        for place, title in enumerate(header):
            known = NAMED.get(title.lower())
            if known is None:
                continue
            found = [word for row in rows for word in re.findall(r"`([^`]+)`", row[place])]
            unknown += [f"{title}: {word}" for word in found if word not in set(known())]
    assert unknown == []


def test_the_fields_of_each_source_are_all_told() -> None:
    """docs/how-to/indicator.md is where people look up what they may filter on."""
    text = (ROOT / "docs" / "how-to" / "indicator.md").read_text(encoding="utf-8")
    rows = next(rows for header, rows in tables(text) if header[0] == "source" and header[-1] == "fields")
    told = {row[0].strip("`"): set(re.findall(r"`([^`]+)`", row[-1])) for row in rows}
    assert told == {name: set(source.fields) for name, source in all_sources().items()}


def _glossary(heading: str, columns: int = 2) -> list[tuple[str, ...]]:
    text = section((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), heading)
    _header, rows = next(tables(text))
    return [tuple(row[:columns]) for row in rows]


def _checked() -> dict[str, list[tuple[str, ...]]]:
    states = workflow("record").states
    return {
        "Units": [(str(kind.label).strip(), kind.value) for kind in UnitType],
        "States of a record": [(state.name, state.code) for state in _each(states)],
        "Roles": [(role.name, code_) for code_, role in all_roles().items()],
        "Sheets of the workbook": [(sheet.name, sheet.code) for sheet in REGISTRY.all()],
    }


def _each(states: Any) -> Iterable[Any]:
    return states.values() if isinstance(states, dict) else states


@pytest.mark.parametrize("heading", ["Units", "States of a record", "Roles", "Sheets of the workbook"])
def test_the_glossary_agrees_with_the_registries(heading: str) -> None:
    assert _glossary(heading) == _checked()[heading]


def test_the_glossary_has_every_kind() -> None:
    shipped = [(kind.name, kind.code, kind.family) for kind in all_kinds().values()]
    assert _glossary("Kinds", 3) == shipped


def test_the_administrators_guide_names_every_role() -> None:
    text = (ROOT / "docs" / "guide" / "admin.zh-CN.md").read_text(encoding="utf-8")
    rows = next(rows for header, rows in tables(text) if header[:2] == ["角色", "代码"])
    assert [(row[0], row[1]) for row in rows] == [(role.name, code_) for code_, role in all_roles().items()]


def test_decisions_are_listed_and_say_what_was_rejected() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(folder.glob("[0-9]*.md"))
    numbers = [file.name[:4] for file in files]
    # A number once given stays; several works number theirs at the same time, so there may be gaps.
    assert len(set(numbers)) == len(numbers)
    assert links((folder / "README.md").read_text(encoding="utf-8")) == [f.name for f in files]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert (
            text.startswith(f"# {file.name[:4]} ") and "**Decision.**" in text and "**Rejected.**" in text
        ), file.name


def test_the_architecture_names_every_package() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = [
        path.parent
        for floor in ("engines", "domains")
        for path in (ROOT / "src/suzhi" / floor).glob("*/api.py")
    ]
    assert [folder.name for folder in folders if f"`{folder.name}`" not in text] == []


def test_documents_that_the_code_refers_to_exist() -> None:
    lost = []
    for path in [*(ROOT / "src").rglob("*"), *(ROOT / "tests").rglob("*.py")]:
        if path.suffix not in {".py", ".yaml", ".html", ".css", ".js"} or not path.is_file():
            continue
        for named in re.findall(r"\bdocs/[\w./-]*\w", path.read_text(encoding="utf-8")):
            if not (ROOT / named).exists() and not list(ROOT.glob(f"{named}-*")):
                lost.append(f"{path.relative_to(ROOT)}: {named}")
    assert lost == []


def test_pictures_are_small_and_all_of_them_are_made_by_the_command() -> None:
    found = {path.stem: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert set(found) <= {shot.name for shot in SHOTS}
    assert [name for name, size in found.items() if size > LARGEST] == []
    assert sum(found.values()) <= TOTAL_OF_PICTURES


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(target).stem for path in DOCS for target in links(path.read_text(encoding="utf-8"))}
    assert [path.stem for path in PICTURES.glob("*.png") if path.stem not in shown] == []


def test_the_two_readmes_show_the_same_commands() -> None:
    english, chinese = (
        [
            line.split("#")[0].split()[:3]
            for line in code((ROOT / name).read_text("utf-8"))
            if line.startswith("./")
        ]
        for name in ("README.md", "README.zh-CN.md")
    )
    verbs = [[word for word in words if word.isascii()] for words in english]
    assert [words[:2] for words in verbs] == [words[:2] for words in chinese]
