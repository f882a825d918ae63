"""Definitions as SQL texts. Ibis compiles them once and they are kept with the definition: loading and running it
takes seconds, which a command that only wants today's figures should not wait for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suzhi.engines.metrics.columns import COLUMNS
from suzhi.engines.metrics.models import Definition as DefinitionRow
from suzhi.engines.metrics.registry import all_bases, all_sources
from suzhi.engines.metrics.spec import Definition
from suzhi.kernel.sources import Source

if TYPE_CHECKING:
    from suzhi.engines.metrics.expressions.world import World

# Stands for the table of a coverage's members in the text of its figures.
MEMBERS = "members_of_this"


@dataclass(frozen=True)
class Span:
    """The years of a catalogue, and from which state records count."""

    first_year: int
    last_year: int
    least_rank: int


@dataclass(frozen=True)
class Job:
    """A definition of a catalogue, parsed, with what it is computed over."""

    row: DefinitionRow
    definition: Definition
    span: Span

    @property
    def world(self) -> World:
        """The tables that its expressions stand on."""
        from suzhi.engines.metrics.expressions.world import World

        return World(self.span.first_year, self.span.last_year, self.span.least_rank)

    @property
    def mark(self) -> str:
        """What the texts follow from; kept texts of another mark are compiled again."""
        return sha256(f"{_code_mark()} {self.definition!r} {self.span!r}".encode()).hexdigest()


# By mark and not by row: a new version of a plan mostly says the same.
_computing: dict[str, dict[str, str]] = {}
_opening: dict[str, dict[str, Any]] = {}


@cache
def _code_mark() -> str:
    """Everything but the definition that shapes a text: the expressions, the sources' columns, the compiler."""
    mark = sha256(version("ibis-framework").encode())
    here = Path(__file__).parent
    for file in sorted((*(here / "expressions").glob("*.py"), *(here / "types").glob("*.py"))):
        mark.update(file.read_bytes())
    for each in all_sources().values():
        mark.update(repr(_outline(each)).encode())
    mark.update(repr(all_bases()["org_closure"].columns).encode())
    return mark.hexdigest()


def _outline(each: Source) -> tuple[object, ...]:
    return (
        each.name,
        each.record,
        each.columns,
        each.day,
        each.year,
        each.span,
        each.person,
        each.weight,
        each.by,
        each.opens,
    )


def computing(job: Job) -> dict[str, str]:
    """``members``: DuckDB's SQL of a coverage's population, else empty; ``figures``: that of the figures."""
    kept: dict[str, Any] = job.row.queries
    if kept.get("of") == job.mark:
        return kept
    if job.mark not in _computing:
        _computing[job.mark] = _compiled(job)
    return _computing[job.mark]


def _compiled(job: Job) -> dict[str, str]:
    import ibis

    from suzhi.engines.metrics.expressions.figures import figures
    from suzhi.engines.metrics.expressions.shares import population, stored_population

    members, known = "", None
    if job.definition.of is not None:
        members = str(ibis.to_sql(population(job.world, job.definition), dialect="duckdb"))
        known = stored_population(job.definition, MEMBERS)
    whole = figures(job.world, job.definition, known).select(*COLUMNS)
    return {"members": members, "figures": str(ibis.to_sql(whole, dialect="duckdb"))}


def touching(job: Job) -> list[str]:
    """By selection of the definition: DuckDB's SQL that counts the rows of the source that pass its filters."""
    kept: dict[str, Any] = job.row.queries
    if kept.get("of") == job.mark:
        return list(kept["touch"])
    return list(_for_pages(job)["touch"])


def _for_pages(job: Job) -> dict[str, Any]:
    from suzhi.engines.metrics.expressions.listings import counters, listings, matchers

    if job.mark not in _opening:
        _opening[job.mark] = {
            "sql": listings(job.world, job.definition),
            "match": matchers(job.world, job.definition),
            "touch": counters(job.world, job.definition),
        }
    return _opening[job.mark]


def keep(job: Job) -> None:
    """Store the texts with the definition, unless they are there: pages open the figure by them."""
    if job.row.queries.get("of") != job.mark:
        job.row.queries = {"of": job.mark, **computing(job), **_for_pages(job)}
        job.row.save(update_fields=["queries"])
