"""The fields that kinds bring of their own: kept in ``extra``, and on every face as typed as any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suzhi.engines.exchange.api import Column, Companion, Context, Kind, Rule, trace_before
from suzhi.engines.kinds.api import of_family
from suzhi.engines.records.family import Family
from suzhi.kernel.errors import Refusal

_KINDS = {
    "text": Kind.TEXT,
    "integer": Kind.INTEGER,
    "number": Kind.DECIMAL,
    "yes_no": Kind.FLAG,
    "date": Kind.DATE,
    "choice": Kind.CHOICE,
}
_SQL = {"integer": "bigint", "number": "numeric", "yes_no": "boolean", "date": "date"}
_FIGURES = {"integer": "int", "yes_no": "bool", "date": "date", "choice": "text", "text": "text"}


@dataclass(frozen=True)
class Extra:
    """One such field, with the kinds that bring it."""

    code: str
    entry: dict[str, Any]
    kinds: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"x_{self.code}"

    @property
    def stored(self) -> str:
        """SQL of the stored value, of the record ``t``."""
        return self.of("t.extra")

    def of(self, extra: str) -> str:
        """SQL of the value in a column of extras."""
        found = f"({extra} ->> '{self.code}')"
        return f"{found}::{_SQL[self.entry['type']]}" if self.entry["type"] in _SQL else found

    def kept(self, staged: str = "p") -> str:
        """SQL of the planned value as JSON keeps it: exact numbers and days as text."""
        text = "::text" if self.entry["type"] in ("number", "date") else ""
        return f"to_jsonb({staged}.{self.name}{text})"

    def again(self, staged: str) -> str:
        """The same for a record that is there: 10.1 does not replace 10.10."""
        if self.entry["type"] != "number":
            return self.kept(staged)
        equal = f"{staged}.{self.name} = {self.stored}"
        return f"CASE WHEN {equal} THEN t.extra -> '{self.code}' ELSE {self.kept(staged)} END"

    @property
    def figure(self) -> str:
        """The type in which figures see it; empty where they do not."""
        return _FIGURES.get(self.entry["type"], "")

    def column(self) -> Column:
        """Its column of the workbook."""
        words = {one: one for one in self.entry.get("choices", ())}
        kind = _KINDS[self.entry["type"]]
        numeric = kind in (Kind.INTEGER, Kind.DECIMAL)
        return Column(
            self.entry["name"],
            self.name,
            kind,
            choices=(lambda: words) if words else None,
            max_length=500,
            minimum=self.entry.get("min", 0) if numeric else None,
            maximum=self.entry.get("max", 10**9 if kind is Kind.INTEGER else 10**12) if numeric else None,
            places=6,
            db="",
        )


def extras_of(family: Family) -> list[Extra]:
    """The fields of all kinds of the family, each once; one code cannot mean two things."""
    found: dict[str, Extra] = {}
    for kind in of_family(family.kinds) if family.kinds else ():
        for entry in kind.fields:
            known = found.get(entry["code"])
            if known and (known.entry["name"], known.entry["type"]) != (entry["name"], entry["type"]):
                given = {"code": entry["code"], "kind": kind.name}
                raise Refusal(
                    "kinds.field_twice",
                    _("类别“%(kind)s”的字段 %(code)s 与另一类别的同名字段不同。") % given,
                    _("同一代码的字段，名称和类型要一样；否则另取代码。"),
                )
            required = (kind.code,) if entry.get("required") else ()
            kinds = (*known.kinds, kind.code) if known else (kind.code,)
            found[entry["code"]] = Extra(
                entry["code"], entry, kinds, (*known.required, *required) if known else required
            )
    return list(found.values())


def new_extra(extras: list[Extra]) -> str:
    """SQL of what a new record keeps."""
    if not extras:
        return "'{}'::jsonb"
    pairs = ", ".join(f"'{one.code}', {one.kept()}" for one in extras)
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


@dataclass(frozen=True)
class Extras(Companion):
    """Beside the sheet of a family: reads and writes ``extra``."""

    family: Family
    extras: tuple[Extra, ...]

    @property
    def table(self) -> str:
        return str(self.family.model._meta.db_table)

    def _changed(self, context: Context, staged: str) -> str:
        """The stored extras with what this workbook brings."""
        sheet = context.registry.get(self.family.sheet)
        assert sheet is not None
        brought = [one for one in self.extras if context.has(sheet, one.name)]
        pairs = ", ".join(f"'{one.code}', {one.again(staged)}" for one in brought)
        return f"jsonb_strip_nulls(t.extra || jsonb_build_object({pairs}))"

    def differs(self, context: Context) -> list[str]:
        return [f"t.extra IS DISTINCT FROM {self._changed(context, 'r')}"]

    def write(self, context: Context) -> None:
        changed = self._changed(context, "p")
        where = f"t.id = p._id AND p._act = 'change' AND NOT p._bad AND t.extra IS DISTINCT FROM {changed}"
        plan = f"plan_{self.family.code}"
        if trace_before(
            context, self.table, f"SELECT t.* FROM {self.table} t, {plan} p WHERE {where}", ["extra"]
        ):
            context.run(f"UPDATE {self.table} t SET extra = {changed} FROM {plan} p WHERE {where}")

    def exports(self) -> tuple[str, dict[str, str]]:
        return "", {one.name: one.stored for one in self.extras}


def rules_of(family: Family, extras: list[Extra]) -> Iterator[Rule]:
    """A field is filled only for the kinds that bring it, and there where they ask for it."""
    join = f"LEFT JOIN {family.model._meta.db_table} t ON t.id = p._old"
    for one in extras:
        kinds = _listed(one.kinds)
        yield Rule(
            one.entry["name"],
            gettext_lazy("这个类别没有这一项"),
            gettext_lazy("空着，或改选类别"),
            where=f"p.{one.name} IS NOT NULL AND p.kind NOT IN ({kinds})",
            value=f"p.{one.name}",
            needs=(one.name,),
        )
        if one.required:
            empty = f"COALESCE(p.{one.name}::text, t.extra ->> '{one.code}') IS NULL"
            where = f"p.kind IN ({_listed(one.required)}) AND {empty}"
            yield Rule(
                one.entry["name"],
                gettext_lazy("没有填写"),
                gettext_lazy("这个类别必填的一项"),
                where=lambda context, where=where: (join, where),  # type: ignore[misc]
            )


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
