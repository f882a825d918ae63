"""From records to stored values: everything from nothing, or only what a change can have touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from suzhi.engines.metrics.basis import basis_of, holds
from suzhi.engines.metrics.mirror import Mirror
from suzhi.engines.metrics.models import Catalogue, Definition
from suzhi.engines.metrics.spec import Definition as Parsed
from suzhi.engines.metrics.spec import Rows, parse, settings_named
from suzhi.engines.metrics.store import (
    replace_members,
    replace_values,
    write_differences,
    write_member_differences,
)
from suzhi.engines.metrics.texts import MEMBERS, Job, Span, computing, keep, touching
from suzhi.engines.metrics.types import type_of
from suzhi.engines.workflow.api import rank_of

Progress = Callable[[str, int, int], None]
# Where a unit stands and since when: any figure can move. What a unit is and until when is a source of its own.
TREE = "org_closure"


def span_of(first_year: int, last_year: int, settings: dict[str, Any]) -> Span:
    """What a catalogue is computed over under these settings; start_year may cut its first years off."""
    first = max(first_year, int(settings.get("start_year", first_year)))
    return Span(first, last_year, rank_of("record", settings.get("counted_from", "confirmed")))


def jobs(catalogue: Catalogue, settings: dict[str, Any] | None = None) -> list[Job]:
    """Every definition of the catalogue whose records exist."""
    chosen = catalogue.settings if settings is None else settings
    span = span_of(catalogue.first_year, catalogue.last_year, chosen)
    rows = catalogue.definitions.filter(awaits="").order_by("position")
    return [Job(row, _parsed(row, chosen), span) for row in rows if type_of(row.spec).computed]


def _parsed(row: Definition, settings: dict[str, Any]) -> Parsed:
    """Read once for each version of a definition and each value of the settings that it uses."""
    used = {name: settings[name] for name in settings_named(row.spec) if name in settings}
    key = row.digest, json.dumps(used, sort_keys=True, default=str)
    if key not in _PARSED:
        if len(_PARSED) > MOST_PARSED:
            _PARSED.clear()
        _PARSED[key] = parse(row.spec, settings)
    return _PARSED[key]


_PARSED: dict[tuple[str, str], Parsed] = {}
MOST_PARSED = 2000


def compute_one(mirror: Mirror, job: Job, prefix: str = "") -> str:
    """Compute into the mirror table figures_<definition id> (and, for a coverage, its population into
    members_<definition id>); returns the name of the first. ``prefix`` keeps a trial apart."""
    table, members = f"{prefix}figures_{job.row.id}", ""
    if job.definition.of is not None:
        members = f"{prefix}members_{job.row.id}"
        mirror.db.execute(f"CREATE OR REPLACE TABLE {members} AS {computing(job)['members']}")
    figures_sql = computing(job)["figures"].replace(f'"{MEMBERS}"', f'"{members}"')
    mirror.db.execute(f"CREATE OR REPLACE TABLE {table} AS {figures_sql}")
    return table


def compute_all(
    mirror: Mirror, catalogues: Iterable[Catalogue], cutoff: datetime, progress: Progress | None = None
) -> int:
    """Every figure of these catalogues from nothing; returns the values written. ``cutoff``: the moment up to
    which the mirror has the records."""
    written = 0
    for catalogue in catalogues:
        work = jobs(catalogue)
        with transaction.atomic():
            _forget_others(catalogue, work)
            for number, job in enumerate(work):
                if progress:
                    progress(_("计算 %(name)s") % {"name": job.row.spec["name"]}, number, len(work))
                written += _compute_whole(mirror, catalogue, job)
            _done(catalogue, cutoff)
    return written


def _compute_whole(mirror: Mirror, catalogue: Catalogue, job: Job) -> int:
    """One definition from nothing, and beside its values the rule that they follow."""
    keep(job)
    written = replace_values(mirror, job.row.id, compute_one(mirror, job))
    if job.definition.of is not None:
        replace_members(mirror, job.row.id)
    basis = basis_of(job.row, catalogue)
    if job.row.basis != basis:
        job.row.basis = basis
        job.row.save(update_fields=["basis"])
    return written


def _done(catalogue: Catalogue, cutoff: datetime) -> None:
    """The values hold as of the cutoff; not where settings were changed while they were computed."""
    as_read = Catalogue.objects.filter(pk=catalogue.pk, settings=catalogue.settings)
    as_read.update(computed_at=cutoff)


def _forget_others(catalogue: Catalogue, work: list[Job]) -> None:
    with connection.cursor() as cursor:
        for table in ("metrics_value", "metrics_valueseal"):
            cursor.execute(
                f"DELETE FROM {table} WHERE definition_id IN "
                "(SELECT id FROM metrics_definition WHERE catalogue_id = %s) AND NOT definition_id = ANY(%s)",
                [catalogue.pk, [job.row.id for job in work]],
            )


def compute_changed(
    mirror: Mirror,
    catalogues: Iterable[Catalogue],
    touched: set[str],
    cutoff: datetime,
) -> int:
    """Recompute the definitions that the last refresh can have moved; returns the values that differ."""
    written = 0
    for catalogue in catalogues:
        for job in jobs(catalogue):
            if not holds(job.row, catalogue):
                written += _compute_whole(mirror, catalogue, job)
            elif TREE in mirror.bases_changed or is_affected(mirror, job, touched):
                written += _recompute(mirror, job)
        _done(catalogue, cutoff)
    return written


def _recompute(mirror: Mirror, job: Job) -> int:
    """Compute one definition again and write what differs from the last computation."""
    names = [f"figures_{job.row.id}"] + ([f"members_{job.row.id}"] if job.definition.of is not None else [])
    for name in names:
        mirror.db.execute(f"CREATE OR REPLACE TABLE before_{name} AS FROM {name}")
    compute_one(mirror, job)
    written = write_differences(mirror, job.row.id, f"before_{names[0]}", names[0])
    for name in names[1:]:
        write_member_differences(mirror, job.row.id, f"before_{name}", name)
    for name in names:
        mirror.db.execute(f"DROP TABLE before_{name}")
    return written


def is_affected(mirror: Mirror, job: Job, touched: set[str]) -> bool:
    """Whether a changed row, as it was or as it is, can count in the definition."""
    if "units" in touched and job.definition.reads_units:
        return True
    parts = enumerate(job.definition.parts())
    return any(part.source in touched and _hits(mirror, job, part, number) for number, part in parts)


def _hits(mirror: Mirror, job: Job, part: Rows, number: int) -> bool:
    """Whether a changed row passes the part's filter, or units came to have (or lost) their first record of the
    source: that is what turns "no records" into zero."""
    if not mirror.has_delta(part.source):
        return True
    if part is job.definition.counts and part.source in mirror.presence_changed:
        return True
    query = touching(job)[number].replace(f'"src_{part.source}"', f'"delta_{part.source}"')
    found = mirror.db.execute(query).fetchone()
    return bool(found and found[0])
