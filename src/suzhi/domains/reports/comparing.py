"""What differs between two gatherings of the same figures: two issues, or an issue and today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from suzhi.domains.reports.document.content import STATE_WORDS, Figure
from suzhi.domains.reports.document.figures import render
from suzhi.domains.reports.document.freezing import thaw
from suzhi.domains.reports.gathering import Gathering
from suzhi.engines.metrics.api import Issue

Place = tuple[str, int, int]
# What may differ without the figure being another: its id, and how it is called.
_OF_NO_ACCOUNT = frozenset({"value_id", "name", "clause", "text_form", "unit_of_measure"})
_FIELDS = tuple(item.name for item in fields(Figure) if item.name not in _OF_NO_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure at one side of the comparison."""

    figure: Figure
    unit_name: str
    definition: str
    inputs: str | None
    # Definition, settings and years together, as kept beside the values; empty in issues of before it was kept.
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not the same; a side is None where the figure was not in that report at all."""

    place: Place
    before: Kept | None
    after: Kept | None

    @property
    def either(self) -> Kept:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def written(self) -> tuple[str, str]:
        """Both sides in words; where the words are the same, with the state, target or parts that differ."""
        before, after = _full(self.before), _full(self.after)
        if before != after or self.before is None or self.after is None:
            return before, after
        comma = _("，")
        return f"{before}{comma}{_rest(self.before.figure)}", f"{after}{comma}{_rest(self.after.figure)}"

    @property
    def by_rule(self) -> bool:
        """Whether the definition itself is another."""
        if not (self.before and self.after):
            return False
        if self.before.mark and self.after.mark:
            return self.before.mark != self.after.mark
        return self.before.definition != self.after.definition


def of_issue(issue: Issue) -> dict[Place, Kept]:
    """The figures as issued, from their frozen bodies alone."""
    rows = issue.values.values_list("code", "unit_id", "year", "body")
    return {
        (code, unit_id, year): Kept(
            thaw(body["figure"]),
            body["unit"]["name"],
            body["definition"],
            body["inputs"],
            body.get("basis", {}).get("mark", ""),
        )
        for code, unit_id, year, body in rows
    }


def of_gathering(found: Gathering) -> dict[Place, Kept]:
    """The figures as they are now."""
    return {
        one.place: Kept(
            one.figure,
            one.reading.unit.name,
            one.reading.indicator.definition.digest,
            None
            if one.reading.row is None or one.reading.row.checksum is None
            else str(one.reading.row.checksum),
            one.reading.indicator.definition.basis.get("mark", ""),
        )
        for one in found
    }


def differences(before: Mapping[Place, Kept], after: Mapping[Place, Kept]) -> list[Difference]:
    """Every figure that differs, in the order of the later side."""
    places: Iterable[Place] = dict.fromkeys([*after, *before])
    found = (Difference(place, before.get(place), after.get(place)) for place in places)
    return [one for one in found if _differ(one.before, one.after)]


def _differ(before: Kept | None, after: Kept | None) -> bool:
    if before is None or after is None:
        return True
    return any(getattr(before.figure, name) != getattr(after.figure, name) for name in _FIELDS)


def _full(kept: Kept | None) -> str:
    return render(kept.figure, "full") if kept else _("未列入")


def _rest(figure: Figure) -> str:
    words = [_("目标 %s") % render(figure, "target"), STATE_WORDS[figure.state]]
    if figure.children is not None and figure.value is not None:
        # How many reach it and the least may stay while the sum does not.
        words.insert(0, _("合计 %(sum)s %(unit)s") % {"sum": figure.value, "unit": figure.unit_of_measure})
    if figure.people is not None:
        words.append(render(figure, "people"))
    if figure.visits is not None:
        words.append(render(figure, "visits"))
    return "，".join(words)
