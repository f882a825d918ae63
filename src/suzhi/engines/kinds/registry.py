"""Kinds from packs/kinds/*.yaml and from the installation's own packs, read once, then frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from suzhi.engines.kinds.lint import lint_entry
from suzhi.kernel.errors import Refusal

SHIPPED = Path(__file__).resolve().parents[2] / "packs" / "kinds"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record, as its YAML entry says."""

    code: str
    family: str
    name: str
    counts_as: str
    function: str
    traits: frozenset[str]
    fields: tuple[dict[str, Any], ...]
    workflow: str
    clause: str

    @property
    def label(self) -> str:
        """The name as the page's language has it; workbooks keep the name."""
        return _(self.name)


# Family -> the traits that its kinds may have. A family is code: its package says it at start-up.
_families: dict[str, frozenset[str]] = {}


def declare_family(family: str, traits: Iterable[str] = ()) -> None:
    """Say that packs may hold kinds of this family, and which traits its code knows."""
    _families[family] = frozenset(traits)


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by code, in the order of the packs."""
    kinds: dict[str, Kind] = {}
    for path in [
        *sorted(SHIPPED.glob("*.yaml")),
        *sorted((settings.SUZHI_HOME / "packs/kinds").glob("*.yaml")),
    ]:
        for kind in _read(path):
            if kind.code in kinds:
                raise Refusal(
                    "kinds.twice",
                    _("类别代码重复：%(code)s（%(name)s）。") % {"code": kind.code, "name": path.name},
                    _("请改用另一个代码。"),
                )
            kinds[kind.code] = kind
    return kinds


def of_family(family: str) -> list[Kind]:
    """The kinds of one family."""
    return [kind for kind in all_kinds().values() if kind.family == family]


def kind_named(family: str, name: str) -> Kind | None:
    """The kind that people call so, or None."""
    return next((kind for kind in of_family(family) if kind.name == name), None)


def kind(code: str) -> Kind:
    """The kind of that code; refuses an unknown one."""
    try:
        return all_kinds()[code]
    except KeyError:
        raise Refusal(
            "kinds.unknown",
            _("没有代码为“%(code)s”的类别。") % {"code": code},
            _("可用类别见 suzhi registry。"),
        ) from None


def kind_choices(family: str, chosen: bool = True) -> list[tuple[str, str]]:
    """Every kind of a family for a form or a filter; where none is chosen yet, none is chosen for the person."""
    kinds = [(one.code, one.label) for one in of_family(family)]
    return kinds if chosen else [("", _("请选择")), *kinds]


def processes_of(family: str) -> dict[str, str]:
    """Kind -> the workflow under which its new records are entered."""
    return {one.code: one.workflow for one in of_family(family)}


def _read(path: Path) -> list[Kind]:
    pack = yaml.safe_load(path.read_text(encoding="utf-8"))
    family = pack.get("family")
    if family not in _families:
        raise Refusal(
            "kinds.family",
            _("%(name)s 的 family“%(family)s”不认识。") % {"name": path.name, "family": family},
            _("应为 %(names)s 之一。") % {"names": _("、").join(sorted(_families))},
        )
    return [_kind(entry, pack, path) for entry in pack["kinds"]]


def _kind(entry: dict[str, Any], pack: dict[str, Any], path: Path) -> Kind:
    lint_entry(entry, _families[pack["family"]], path.name)
    return Kind(
        code=entry["code"],
        family=pack["family"],
        name=entry["name"],
        counts_as=entry.get("counts_as", entry["code"]),
        function=entry.get("function", ""),
        traits=frozenset(entry.get("traits", ())),
        fields=tuple(entry.get("fields", ())),
        workflow=entry.get("workflow", pack.get("workflow", "record")),
        clause=str(entry.get("clause", "")),
    )
