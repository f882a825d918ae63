"""The list of pictures: each has its own name, is taken by an account of the demo, at a width that is promised."""

from __future__ import annotations

import io
import zipfile

from suzhi.workbench.demo.accounts import ACCOUNTS
from suzhi.workbench.pictures.papers import paper
from suzhi.workbench.pictures.shots import DESK, PHONE, SHOTS


def test_names_are_used_once() -> None:
    assert len({shot.name for shot in SHOTS}) == len(SHOTS)


def test_every_shot_has_a_real_account_and_width() -> None:
    known = {entry.username for entry in ACCOUNTS} | {""}
    assert {shot.account for shot in SHOTS} <= known
    assert {shot.width for shot in SHOTS} == {DESK, PHONE}


def test_the_workbook_for_the_import_names_the_county() -> None:
    name, kind, content = paper("activities.zip", "511112")
    assert name.endswith(".zip") and kind == "application/zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["活动.csv"]
        assert "511112" in archive.read("活动.csv").decode("utf-8-sig")
