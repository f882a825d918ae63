"""The sheet 阵地."""

from __future__ import annotations

from suzhi.engines.exchange.api import Column, Kind, Sheet, Target, ends_after, register
from suzhi.engines.kinds.api import of_family

VENUES = register(
    Sheet(
        "阵地",
        "venues",
        (
            Column("阵地编号", "key", Kind.CODE, required=True, key=True, width=18),
            Column(
                "类别",
                "kind",
                Kind.CHOICE,
                required=True,
                choices=lambda: {kind.name: kind.code for kind in of_family("venue")},
            ),
            Column("名称", "name", required=True, max_length=120, width=36),
            Column("单位编码", "unit", Kind.CODE, required=True, references="单位", width=18),
            Column("启用日期", "opened_on", Kind.DATE, required=True, not_future=True),
            Column("停用日期", "closed_on", Kind.DATE),
            Column("自建", "self_built", Kind.FLAG),
            Column("面积", "area", Kind.DECIMAL, minimum=0, maximum=10_000_000),
            Column("册数", "volumes", Kind.INTEGER, minimum=0, maximum=10_000_000),
            # The bounds of the country, so that the two cannot be put in each other's place.
            Column("经度", "longitude", Kind.DECIMAL, minimum=73, maximum=136, places=6),
            Column("纬度", "latitude", Kind.DECIMAL, minimum=3, maximum=54, places=6),
        ),
        Target(
            "venues_venue",
            "records.record",
            key="key",
            name="name",
            stated=True,
            defaults={"extra": "'{}'::jsonb"},
            rules=(ends_after("阵地", "venues_venue", "opened_on", "closed_on", "停用日期"),),
            order="key",
        ),
    )
)
