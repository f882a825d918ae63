"""The figures once more, by loops over plain rows: slow, obvious, and sharing nothing with the engine but the
definitions. If the two ever differ, one of them is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from suzhi.domains.activities.models import Activity, Participation
from suzhi.domains.venues.models import Venue
from suzhi.engines.kinds.api import all_kinds
from suzhi.engines.metrics.spec import Definition, Rows
from suzhi.engines.org.api import Line, Unit, UnitTag, UnitYear
from suzhi.engines.people.api import Membership, Post

FOREVER = date(9999, 12, 31)
RANKS = {"draft": 0, "returned": 0, "confirmed": 1, "reviewed": 2, "verified": 3}
FAILED = {"不合格", "未完成", "未通过", "缺席", "缺考", "未参加", "退出", "否"}
UNIVERSITY = {"大学", "大学学历", "大学毕业", "全日制大学", "在职大学", "党校大学", "中央党校大学"}
LAW_NOT = ("书法", "语法", "方法", "算法", "法语", "法医")
Row = dict[str, Any]


@dataclass
class Naive:
    """All rows of the database, and the plan's years."""

    first: int
    last: int

    def __post_init__(self) -> None:
        self._above: dict[tuple[int, date], set[int]] = {}
        self._rows: dict[str, list[tuple[Row, date]]] = {}
        self.units = {u.pk: u for u in Unit.objects.all()}
        self.lines = list(Line.objects.all())
        self.sources = {
            "units": [
                {"id": u.pk, "unit": u.pk, "unit_type": u.type, "from": u.founded_on, "to": u.closed_on}
                for u in self.units.values()
            ],
            "unit_years": list(self._unit_years()),
            "tags": [
                {"id": t.pk, "unit": t.unit_id, "tag": t.tag, "from": t.valid_from, "to": t.valid_to}
                for t in UnitTag.objects.all()
            ],
            "posts": list(self._posts()),
            "activities": list(self._activities()),
            "participations": list(self._participations()),
            "venues": list(self._venues()),
        }

    def above(self, unit: int, day: date) -> set[int]:
        """The unit and everything above it on the day."""
        if (unit, day) not in self._above:
            self._above[unit, day] = self._climb(unit, day)
        return self._above[unit, day]

    def _climb(self, unit: int, day: date) -> set[int]:
        found = {unit}
        while True:
            line = next(
                (li for li in self.lines if li.unit_id == unit and li.valid_from <= day <= li.valid_to), None
            )
            if line is None or line.parent_id is None:
                return found
            unit = line.parent_id
            found.add(unit)

    def _unit_years(self) -> Iterator[Row]:
        for y in UnitYear.objects.all():
            unit = self.units[y.unit_id]
            yield {
                "id": y.pk, "unit": y.unit_id, "unit_type": unit.type, "year": y.year, "nature": y.nature,
                "ownership": y.ownership, "above_scale": y.above_scale, "unionised": y.unionised,
                "workers": y.workers, "from": unit.founded_on, "to": unit.closed_on,
            }  # fmt: skip

    def _posts(self) -> Iterator[Row]:
        for p in Post.objects.filter(state__in=[s for s, r in RANKS.items() if r]):
            is_law = "法" in p.major and not any(w in p.major for w in LAW_NOT)
            educated = any(w in p.education for w in ("本科", "研究生", "硕士", "博士"))
            educated |= p.education in UNIVERSITY
            educated &= "肄业" not in p.education and "在读" not in p.education
            titled = any(w in p.degree for w in ("学士", "硕士", "博士"))
            of_law = titled and ("法学" in p.degree or "法律" in p.degree or is_law)
            yield {
                "id": p.pk, "unit": p.unit_id, "unit_type": self.units[p.unit_id].type, "person": p.person_id,
                "kind": p.kind, "from": p.valid_from, "to": p.valid_to, "law_degree": (educated and is_law) or of_law,
            }  # fmt: skip

    def _activities(self) -> Iterator[Row]:
        for a in Activity.objects.filter(state__in=[s for s, r in RANKS.items() if r]):
            roster = Participation.objects.filter(activity=a).count()
            yield {
                "id": a.pk, "unit": a.unit_id, "unit_type": self.units[a.unit_id].type, "day": a.starts_on,
                "kind": a.kind, "counts_as": all_kinds()[a.kind].counts_as, "theme": a.theme,
                "visits": roster or a.headcount or 0, "roster": roster,
            }  # fmt: skip

    def _participations(self) -> Iterator[Row]:
        for a in self._activities():
            if not a["roster"]:
                if a["visits"]:
                    yield {**a, "person": None, "visits": a["visits"], "completed": True, "id": -a["id"]}
                continue
            for p in Participation.objects.filter(activity_id=a["id"]):
                unit = self._home(p.person_id, a["day"]) or a["unit"]
                yield {
                    **a,
                    "id": p.pk,
                    "unit": unit,
                    "person": p.person_id,
                    "visits": 1,
                    "completed": p.result not in FAILED,
                }

    def _home(self, person: int, day: date) -> int | None:
        seats = sorted(Membership.objects.filter(person_id=person), key=lambda m: m.joined_on or date.min)
        started = [m for m in seats if (m.joined_on or date.min) <= day]
        chosen = started[-1:] or seats[:1]
        return chosen[0].unit_id if chosen else None

    def _venues(self) -> Iterator[Row]:
        for v in Venue.objects.filter(state__in=[s for s, r in RANKS.items() if r]):
            kind = all_kinds()[v.kind]
            yield {
                "id": v.pk, "unit": v.unit_id, "unit_type": self.units[v.unit_id].type, "kind": v.kind,
                "counts_as": kind.counts_as, "function": kind.function, "day": v.opened_on, "from": v.opened_on,
                "to": v.closed_on, "self_built": bool(v.self_built),
            }  # fmt: skip

    def rows(self, part: Rows, year: int) -> list[tuple[Row, date]]:
        """Rows of a part that count in the year, each with the day on which its place in the tree is read."""
        known = repr((part, year))
        if known not in self._rows:
            self._rows[known] = self._select(part, year)
        return self._rows[known]

    def _select(self, part: Rows, year: int) -> list[tuple[Row, date]]:
        found = []
        for row in self.sources[part.source]:
            if not all(_passes(row.get(name), wanted) for name, wanted in part.where.items()):
                continue
            day = self._counts_on(row, part, year)
            if day is not None:
                found.append((row, day))
        return found

    def _counts_on(self, row: Row, part: Rows, year: int) -> date | None:
        end = date(year, 12, 31)
        start, to = row.get("from") or date.min, row.get("to") or FOREVER
        if "year" in row:
            alive = part.time != "on_date" or start <= end <= to
            return end if row["year"] == year and alive else None
        if part.time == "in_plan":
            return row["day"] if date(self.first, 1, 1) <= row["day"] <= end else None
        if part.time == "in_year" and "day" in row:
            return row["day"] if row["day"].year == year else None
        if part.time == "in_whole_plan":
            return end if start <= date(self.last, 12, 31) and to >= date(self.first, 1, 1) else None
        return end if start <= end <= to else None

    def figure(self, definition: Definition, unit: int, year: int) -> tuple[int, int | None] | None:
        """(numerator, denominator) of a definition at a unit in a year; None for no records."""
        if definition.of is not None:
            return self._share(definition, unit, year)
        assert definition.counts is not None
        here = [
            row for row, day in self.rows(definition.counts, year) if unit in self.above(row["unit"], day)
        ]
        amount = {
            "rows": len(here),
            "visits": sum(r.get("visits", 0) for r in here),
            "people": len({r["person"] for r in here if r.get("person")}),
            "sum": sum(r.get(definition.counts.column) or 0 for r in here),
        }[definition.counts.measure]
        if definition.per is not None:
            workers = sum(
                row[definition.per.column]
                for row, day in self.rows(definition.per.rows, year)
                if unit in self.above(row["unit"], day)
            )
            return (amount, workers) if workers else None
        if not self._ever(definition.counts.source, unit):
            return None
        return self._each(definition, unit, year, amount) if definition.type == "each" else (amount, None)

    def _ever(self, source: str, unit: int) -> bool:
        days = {d for li in self.lines for d in (li.valid_from, li.valid_to)} | {date.min, FOREVER}
        return any(unit in self.above(row["unit"], day) for row in self.sources[source] for day in days)

    def _each(self, definition: Definition, unit: int, year: int, amount: int) -> tuple[int, int | None]:
        end = date(year, 12, 31)
        children = [
            u.pk
            for u in self.units.values()
            if u.type == definition.level and u.pk != unit and unit in self.above(u.pk, end)
            and (u.founded_on or date.min) <= end <= (u.closed_on or FOREVER)
        ]  # fmt: skip
        if not children:
            return amount, None
        counts = []
        assert definition.counts is not None
        for child in children:
            rows = self.rows(definition.counts, year)
            counts.append(sum(child in self.above(row["unit"], day) for row, day in rows))
        assert definition.target is not None
        return sum(n >= definition.target for n in counts), len(children)

    def _share(self, definition: Definition, unit: int, year: int) -> tuple[int, int] | None:
        of = definition.of
        assert of is not None
        members = self.rows(of, year)
        if of.default is not None and not members:
            members = self.rows(Rows("units", of.default, "on_date"), year)
        here = [row for row, day in members if unit in self.above(row["unit"], day)]
        person = of.entity == "person"
        entities = {row["person"] if person else row["unit"] for row in here}
        met = {row["person"] if person else row["unit"] for row in here if self._meets(definition, row, year)}
        return (len(met), len(entities)) if entities else None

    def _meets(self, definition: Definition, row: Row, year: int) -> bool:
        if definition.that is not None:
            return all(_passes(row.get(name), wanted) for name, wanted in definition.that.items())
        hits = []
        for having in definition.having:
            found = self.rows(having, year)
            if definition.of is not None and definition.of.entity == "person":
                hits.append(any(r.get("person") == row["person"] for r, _ in found))
            elif having.at == "itself":
                hits.append(any(r["unit"] == row["unit"] for r, _ in found))
            else:
                hits.append(any(row["unit"] in self.above(r["unit"], day) for r, day in found))
        return all(hits) if definition.mode == "all" else any(hits)


def _passes(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return value in wanted
    if isinstance(wanted, dict):
        return any(word in (value or "") for word in wanted["contains_any"])
    return bool(value == wanted)
