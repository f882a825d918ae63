"""The whole world in the order in which it can be written, and its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from suzhi.workbench.demo.activities import campaign_table, detail, partner_table, roster_marks
from suzhi.workbench.demo.calendar import SAFETY, schedule
from suzhi.workbench.demo.people import gather, membership_table, person_table
from suzhi.workbench.demo.posts import appoint, post_table
from suzhi.workbench.demo.profiles import profile, year_table
from suzhi.workbench.demo.rosters import Enrolment, roster_tables
from suzhi.workbench.demo.script import Script
from suzhi.workbench.demo.table import Table
from suzhi.workbench.demo.tree import plant
from suzhi.workbench.demo.units import line_table, tag_table, unit_table
from suzhi.workbench.demo.venues import build, venue_table


def tables(script: Script) -> Iterator[Table]:
    """Every table, made when it is asked for; those that others refer to come first."""
    nodes = plant(script)
    yield unit_table(nodes)
    yield line_table(nodes)
    yield tag_table(script, nodes)
    profiles = profile(script, nodes)
    yield year_table(script, nodes, profiles)
    crowd = gather(script, nodes, profiles)
    yield person_table(script, crowd)
    yield membership_table(script, nodes, crowd)
    posts = appoint(script, nodes, profiles, crowd)
    yield post_table(script, posts)
    yield venue_table(script, build(script, nodes))
    yield campaign_table(script)
    calendar = schedule(script, nodes, profiles)
    enrolment = Enrolment(script, nodes, profiles, crowd, calendar, roster_marks(script, nodes, calendar))
    goals = {code: count for code, count in enrolment.targets().items() if code != SAFETY}
    details = detail(script, nodes, calendar, goals)
    yield details.table
    yield partner_table(script, nodes, calendar)
    rosters = enrolment.fill(posts)
    del enrolment, posts
    yield from roster_tables(script, calendar, details, rosters)


def digest_of(script: Script) -> str:
    """The same for the same seed and scale, wherever it is loaded."""
    digest = hashlib.sha256()
    for table in tables(script):
        table.digest_into(digest)
    return digest.hexdigest()
