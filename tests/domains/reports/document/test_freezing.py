"""Figures in storage."""

from __future__ import annotations

import json

import pytest

from domains.reports.document.city import material
from domains.reports.document.issued import Issued
from suzhi.domains.reports.document.freezing import digest, freeze, thaw
from suzhi.kernel.errors import Refusal


def test_every_figure_survives_json(issued: Issued) -> None:
    for figure in issued.values.values():
        assert thaw(json.loads(json.dumps(freeze(figure)))) == figure


def test_digest_ignores_order_and_sees_every_change() -> None:
    body = freeze(material().tasks[0].figures[0])
    assert digest(dict(reversed(body.items()))) == digest(body)
    assert digest(body | {"children_met": 11}) != digest(body)


@pytest.mark.parametrize("change", [{"value": "1/0"}, {"due": "soon"}, {"poem": 1}, {"value_id": ""}])
def test_a_damaged_body_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Refusal) as caught:
        thaw(freeze(material().tasks[0].figures[0]) | change)
    assert caught.value.code == "reports.bad_value"
