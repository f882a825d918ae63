"""The reference that the metrics engine is measured and checked against: rows out of PostgreSQL by a columnar
driver, then plain DuckDB SQL written by hand for one plan. No metrics code is used here.

It knows the shipped plan's definitions and default settings; it does the same work as the engine: every live
figure at every unit in every year, with people and their breakdowns.
"""

from __future__ import annotations

from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import duckdb

FIRST, LAST = 2016, 2020
COUNTED = "('confirmed', 'reviewed', 'verified')"
FAILED = "('不合格', '未完成', '未通过', '缺席', '缺考', '未参加', '退出', '否')"

EXTRACTS = {
    "unit": "SELECT id, type, COALESCE(founded_on, DATE '0001-01-01') AS opened, "
    "COALESCE(closed_on, DATE '9999-12-31') AS closed FROM org_unit",
    "tree": "SELECT ancestor_id, unit_id, valid_from, valid_to FROM org_closure",
    "unit_year": "SELECT unit_id, year::bigint AS year, nature, above_scale, unionised, workers::bigint AS workers FROM org_unityear",
    "tag": "SELECT unit_id, tag, valid_from, COALESCE(valid_to, DATE '9999-12-31') AS valid_to FROM org_unittag",
    "person": "SELECT id, sex = 'f' AS women, COALESCE(migrant, FALSE) AS migrant, "
    "COALESCE(front_line, FALSE) AS front_line FROM people_person",
    "seat": "SELECT person_id, unit_id, seat_from, seat_to FROM people_membership",
    "post": "SELECT id, person_id, unit_id, kind, valid_from, COALESCE(valid_to, DATE '9999-12-31') AS valid_to, "
    f"education, degree, major FROM people_post WHERE state IN {COUNTED}",
    "kind": "SELECT code, counts_as, function FROM kinds_kind",
    "activity": "SELECT a.id, a.unit_id, a.starts_on AS day, k.counts_as, a.theme, COALESCE(a.headcount, 0)::bigint AS headcount "
    f"FROM activities_activity a JOIN kinds_kind k ON k.code = a.kind WHERE a.state IN {COUNTED}",
    "participation": f"SELECT id, activity_id, person_id, result NOT IN {FAILED} AS completed FROM activities_participation",
    "venue": "SELECT v.id, v.unit_id, k.counts_as, k.function, v.opened_on AS day, "
    "COALESCE(v.closed_on, DATE '9999-12-31') AS closed, COALESCE(v.self_built, FALSE) AS self_built "
    f"FROM venues_venue v JOIN kinds_kind k ON k.code = v.kind WHERE v.state IN {COUNTED}",
}

PREPARE = f"""
CREATE TABLE years AS SELECT y::BIGINT AS year, make_date(y, 12, 31) AS last FROM range({FIRST}, {LAST + 1}) t(y);
CREATE TABLE roster AS SELECT activity_id, count(*) AS visits FROM participation GROUP BY 1;
CREATE TABLE part AS
SELECT p.person_id, COALESCE(s.unit_id, a.unit_id) AS unit_id, a.day, year(a.day) AS year, a.counts_as, 1 AS weight,
       p.completed, q.women, q.migrant, q.front_line
  FROM participation p JOIN activity a ON a.id = p.activity_id JOIN person q ON q.id = p.person_id
  LEFT JOIN seat s ON s.person_id = p.person_id AND a.day BETWEEN s.seat_from AND s.seat_to
UNION ALL
SELECT NULL, a.unit_id, a.day, year(a.day), a.counts_as, a.headcount, TRUE, FALSE, FALSE, FALSE
  FROM activity a WHERE headcount > 0 AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.activity_id = a.id);
CREATE TABLE post_at AS
SELECT p.*, t.ancestor_id AS node, y.year, u.type AS unit_type, q.women, q.migrant, q.front_line
  FROM post p JOIN years y ON y.last BETWEEN p.valid_from AND p.valid_to
  JOIN tree t ON t.unit_id = p.unit_id AND y.last BETWEEN t.valid_from AND t.valid_to
  JOIN unit u ON u.id = p.unit_id JOIN person q ON q.id = p.person_id;
CREATE TABLE has_activity AS SELECT DISTINCT t.ancestor_id AS node FROM activity a JOIN tree t USING (unit_id);
CREATE TABLE has_part AS SELECT DISTINCT t.ancestor_id AS node FROM (SELECT DISTINCT unit_id FROM part) p JOIN tree t USING (unit_id);
CREATE TABLE has_venue AS SELECT DISTINCT t.ancestor_id AS node FROM venue v JOIN tree t USING (unit_id);
CREATE TABLE has_post AS SELECT DISTINCT t.ancestor_id AS node FROM post p JOIN tree t USING (unit_id);
"""


def _grid(presence: str, counted: str) -> str:
    return (
        f"SELECT g.node AS unit_id, y.year, COALESCE(c.n, 0) AS numerator, NULL::BIGINT AS denominator, "
        f"NULL::BIGINT AS people FROM {presence} g CROSS JOIN years y "
        f"LEFT JOIN ({counted}) c ON c.node = g.node AND c.year = y.year"
    )


def _events(table: str, where: str, running: bool = False, span: str = "") -> str:
    inner = (
        f"SELECT t.ancestor_id AS node, year(e.day) AS year, count(*) AS n FROM {table} e "
        f"JOIN unit u ON u.id = e.unit_id "
        f"JOIN tree t ON t.unit_id = e.unit_id AND e.day BETWEEN t.valid_from AND t.valid_to "
        f"WHERE year(e.day) BETWEEN {FIRST} AND {LAST} AND {where} GROUP BY ALL"
    )
    if not running:
        return inner
    return (
        f"SELECT i.node, y.year, sum(i.n) AS n FROM ({inner}) i JOIN years y ON i.year <= y.year GROUP BY ALL"
    )


def _visits(counts_as: str) -> str:
    flags = ("migrant", "women", "front_line")
    visits = ", ".join(f"sum(weight) FILTER ({f}) AS v_{f}" for f in flags)
    persons = ", ".join(f"count(*) FILTER ({f}) AS p_{f}" for f in flags)
    some = ", ".join(f"bool_or({f}) AS {f}" for f in flags)
    return f"""
WITH placed AS (
    SELECT t.ancestor_id AS node, p.* FROM part p
      JOIN tree t ON t.unit_id = p.unit_id AND p.day BETWEEN t.valid_from AND t.valid_to
     WHERE p.counts_as = '{counts_as}' AND p.year BETWEEN {FIRST} AND {LAST}),
v AS (SELECT node, year, sum(weight) AS n, {visits} FROM placed GROUP BY ALL),
once AS (SELECT node, person_id, min(year) AS year, {some} FROM placed WHERE person_id IS NOT NULL GROUP BY node, person_id),
q AS (SELECT node, year, count(*) AS n, {persons} FROM once GROUP BY ALL)
SELECT g.node AS unit_id, y.year,
       (SELECT COALESCE(sum(v.n), 0) FROM v WHERE v.node = g.node AND v.year <= y.year) AS numerator,
       NULL::BIGINT AS denominator,
       (SELECT COALESCE(sum(q.n), 0) FROM q WHERE q.node = g.node AND q.year <= y.year) AS people,
       {", ".join(f"(SELECT COALESCE(sum(v.v_{f}), 0) FROM v WHERE v.node = g.node AND v.year <= y.year) AS v_{f}" for f in flags)},
       {", ".join(f"(SELECT COALESCE(sum(q.p_{f}), 0) FROM q WHERE q.node = g.node AND q.year <= y.year) AS p_{f}" for f in flags)}
  FROM has_part g CROSS JOIN years y"""


def _share(members: str, met: str) -> str:
    """members: entity, unit_id, year. met: a condition on ``m``."""
    return f"""
WITH m AS ({members}), k AS (SELECT m.*, {met} AS met FROM m)
SELECT t.ancestor_id AS unit_id, k.year, count(DISTINCT entity) FILTER (met) AS numerator,
       count(DISTINCT entity) AS denominator, NULL::BIGINT AS people
  FROM k JOIN years y ON y.year = k.year
  JOIN tree t ON t.unit_id = k.unit_id AND y.last BETWEEN t.valid_from AND t.valid_to GROUP BY ALL"""


def _took_part(kinds: str) -> str:
    return (
        f"(m.unit_id, m.year) IN (SELECT t.ancestor_id, p.year FROM part p JOIN tree t ON t.unit_id = p.unit_id "
        f"AND p.day BETWEEN t.valid_from AND t.valid_to WHERE p.counts_as IN ({kinds}))"
    )


def _venue_there(where: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM venue v JOIN tree t ON t.unit_id = v.unit_id JOIN years y2 ON y2.year = m.year "
        "WHERE t.ancestor_id = m.unit_id AND y2.last BETWEEN t.valid_from AND t.valid_to "
        f"AND y2.last BETWEEN v.day AND v.closed AND {where})"
    )


_LAW = "(major LIKE '%法%' AND NOT regexp_matches(major, '书法|语法|方法|算法|法语|法医'))"
_LAW_DEGREE = (
    f"((regexp_matches(education, '本科|研究生|硕士|博士') AND {_LAW}) OR "
    f"(regexp_matches(degree, '学士|硕士|博士') AND (regexp_matches(degree, '法学|法律') OR {_LAW})))"
)
_CITY = "u.type = 'city'"

QUERIES = {
    "volunteer-events-city": _grid(
        "has_activity", _events("activity", f"counts_as = 'volunteer' AND {_CITY}")
    ),
    "moral-education": _grid(
        "has_activity", _events("activity", "regexp_matches(theme, '职业道德|社会公德|家庭美德|个人品德')")
    ),
    "book-houses-each-county": f"""
WITH c AS ({_grid("has_venue", _events("venue", "counts_as = 'book-house' AND self_built"))}),
child AS (SELECT u.id, y.year, y.last, COALESCE(c.numerator, 0) AS n FROM unit u
            JOIN years y ON y.last BETWEEN u.opened AND u.closed
            LEFT JOIN c ON c.unit_id = u.id AND c.year = y.year WHERE u.type = 'county'),
above AS (SELECT t.ancestor_id AS node, child.year, count(*) FILTER (n >= 20) AS met, count(*) AS of FROM child
            JOIN tree t ON t.unit_id = child.id AND t.ancestor_id <> child.id
             AND child.last BETWEEN t.valid_from AND t.valid_to GROUP BY ALL)
SELECT c.unit_id, c.year, COALESCE(a.met, c.numerator) AS numerator, a.of AS denominator, c.people
  FROM c LEFT JOIN above a ON a.node = c.unit_id AND a.year = c.year""",
    "culture-leaders": _grid(
        "has_post",
        "SELECT node, year, count(DISTINCT person_id) AS n FROM post_at WHERE kind = 'culture-leader' GROUP BY ALL",
    ),
    "stations-poverty-counties": _share(
        f"SELECT DISTINCT g.unit_id AS entity, g.unit_id, y.year FROM tag g CROSS JOIN years y WHERE tag = '贫困县' "
        f"AND g.valid_from <= DATE '{LAST}-12-31' AND g.valid_to >= DATE '{FIRST}-01-01'",
        "EXISTS (SELECT 1 FROM venue v JOIN tree t ON t.unit_id = v.unit_id AND v.day BETWEEN t.valid_from AND t.valid_to "
        f"WHERE t.ancestor_id = m.unit_id AND v.counts_as = 'cultural-station' AND year(v.day) BETWEEN {FIRST} AND m.year)",
    ),
    "above-scale-participation": _share(
        f"SELECT unit_id AS entity, unit_id, year FROM unit_year WHERE above_scale AND year BETWEEN {FIRST} AND {LAST}",
        _took_part("'skills-contest', 'skills-drill', 'skills-training'"),
    ),
    "training-city": _grid("has_activity", _events("activity", f"counts_as = 'skills-training' AND {_CITY}")),
    "skills-contests": _grid(
        "has_activity", _events("activity", f"counts_as = 'skills-contest' AND {_CITY}")
    ),
    "training-bases": _grid("has_venue", _events("venue", "counts_as = 'training-base'", running=True)),
    "innovation-studios": _grid(
        "has_venue",
        "SELECT t.ancestor_id AS node, y.year, count(*) AS n FROM venue v JOIN years y ON y.last BETWEEN v.day AND v.closed "
        "JOIN tree t ON t.unit_id = v.unit_id AND y.last BETWEEN t.valid_from AND t.valid_to "
        "WHERE counts_as = 'innovation-studio' GROUP BY ALL",
    ),
    "trained-200k": _visits("skills-training"),
    "drilled-200k": _visits("skills-drill"),
    "competed-200k": _visits("skills-contest"),
    "representatives-trained": """
WITH done AS (SELECT person_id, min(year) AS since FROM part WHERE counts_as = 'representative-training'
                AND completed AND person_id IS NOT NULL AND year BETWEEN 2016 AND 2020 GROUP BY 1)
SELECT node AS unit_id, p.year, count(DISTINCT p.person_id) FILTER (d.since <= p.year) AS numerator,
       count(DISTINCT p.person_id) AS denominator, NULL::BIGINT AS people
  FROM post_at p LEFT JOIN done d ON d.person_id = p.person_id WHERE kind = 'staff-representative' GROUP BY ALL""",
    "law-talks": _grid("has_activity", _events("activity", "counts_as = 'law-education'", running=True)),
    "legal-staff-degree": f"""
SELECT node AS unit_id, year, count(DISTINCT person_id) FILTER ({_LAW_DEGREE}) AS numerator,
       count(DISTINCT person_id) AS denominator, NULL::BIGINT AS people
  FROM post_at WHERE kind = 'legal-staff' AND unit_type IN ('city', 'county') GROUP BY ALL""",
    "legal-workers-density": """
WITH w AS (SELECT t.ancestor_id AS node, r.year, sum(workers) AS workers FROM unit_year r
             JOIN years y ON y.year = r.year JOIN unit u ON u.id = r.unit_id AND y.last BETWEEN u.opened AND u.closed
             JOIN tree t ON t.unit_id = r.unit_id AND y.last BETWEEN t.valid_from AND t.valid_to
            WHERE u.type = 'grassroots' GROUP BY ALL HAVING sum(workers) > 0),
p AS (SELECT node, year, count(DISTINCT person_id) AS n FROM post_at WHERE kind = 'legal-worker' GROUP BY ALL)
SELECT w.node AS unit_id, w.year, COALESCE(p.n, 0) AS numerator, w.workers AS denominator, COALESCE(p.n, 0) AS people
  FROM w LEFT JOIN p ON p.node = w.node AND p.year = w.year""",
    "safety-coverage": _share(
        "SELECT unit_id AS entity, unit_id, year FROM unit_year WHERE nature = 'enterprise' AND unionised "
        f"AND year BETWEEN {FIRST} AND {LAST}",
        _took_part("'safety-education'"),
    ),
    "legal-aid-centres": _share(
        "SELECT u.id AS entity, u.id AS unit_id, y.year FROM unit u JOIN years y ON y.last BETWEEN u.opened AND u.closed "
        "WHERE type IN ('city', 'county')",
        "EXISTS (SELECT 1 FROM venue v JOIN years y2 ON y2.year = m.year WHERE v.unit_id = m.unit_id "
        "AND v.counts_as = 'legal-aid-centre' AND y2.last BETWEEN v.day AND v.closed)",
    ),
    "county-venues": _share(
        "SELECT g.unit_id AS entity, g.unit_id, y.year FROM tag g JOIN years y ON y.last BETWEEN g.valid_from AND g.valid_to "
        "WHERE tag = '具备条件' UNION SELECT u.id, u.id, y.year FROM unit u JOIN years y ON y.last BETWEEN u.opened AND u.closed "
        "WHERE u.type = 'county' AND NOT EXISTS (SELECT 1 FROM tag g WHERE tag = '具备条件' AND y.last BETWEEN g.valid_from AND g.valid_to)",
        " AND ".join(_venue_there(f"v.function = '{f}'") for f in ("training", "help", "culture")),
    ),
}


def extract(dsn: str, memory: str = "1200MB", threads: int = 2) -> Any:
    """A DuckDB database with the rows that the figures need."""
    db = duckdb.connect(config={"memory_limit": memory, "threads": threads})
    with adbc.connect(dsn) as connection, connection.cursor() as cursor:
        for name, query in EXTRACTS.items():
            cursor.execute(query)
            rows = cursor.fetch_record_batch()  # noqa: F841  (DuckDB reads it by name)
            db.execute(f"CREATE TABLE {name} AS SELECT * FROM rows")
    return db


def compute(db: Any) -> None:
    """Every figure into a table ref_<code with underscores>."""
    db.execute(PREPARE)
    for code, query in QUERIES.items():
        db.execute(f"CREATE TABLE {table_of(code)} AS {query}")


def table_of(code: str) -> str:
    """The table of a figure."""
    return "ref_" + code.replace("-", "_")
