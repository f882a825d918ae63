"""Settings are data: the engine knows two of its own, plans and installations declare the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from suzhi.engines.metrics import settings as settings_
from suzhi.engines.metrics.api import declared_settings, lint_settings
from suzhi.engines.metrics.spec import COMMON_SETTINGS
from suzhi.kernel.errors import Refusal

ENGINE = Path(settings_.__file__).parent


@pytest.fixture
def shelf(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """An installation's own folder of settings."""
    settings.SUZHI_HOME = tmp_path
    folder = tmp_path / "packs" / "settings"
    folder.mkdir(parents=True)
    declared_settings.cache_clear()
    yield folder
    declared_settings.cache_clear()


def test_the_engine_knows_no_setting_of_a_plan() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ENGINE.rglob("*.py"))
    named = [name for name in declared_settings() if name in code]
    assert sorted(named) == sorted(COMMON_SETTINGS)


def test_an_installation_declares_its_own(shelf: Path) -> None:
    (shelf / "own.yaml").write_text(
        "settings: [{code: tea_counts, name: 茶馆计入, type: choice, choices: [{value: hot, name: 热的}]}]",
        encoding="utf-8",
    )
    assert declared_settings()["tea_counts"].choices == {"hot": "热的"}
    assert not lint_settings({"tea_counts": "hot"})
    assert [problem.place for problem in lint_settings({"tea_counts": "cold"})] == ["settings.tea_counts"]


@pytest.mark.parametrize(
    "text",
    [
        "settings: [{code: tea, name: 茶}]",
        "settings: [{code: tea, name: 茶, type: tasty}]",
        "settings: [{code: tea, name: 茶, type: choice}]",
        "settings: [{code: tea, name: 茶, type: year, choices: [{value: a, name: b}]}]",
        "settings: tea",
        "- tea",
        "settings: [",
    ],
)
def test_a_file_that_is_wrong_is_named(shelf: Path, text: str) -> None:
    (shelf / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match=r"own\.yaml"):
        declared_settings()


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("start_year", 2016, "2016"),
        ("counted_from", "reviewed", "draft"),
        ("basic_threshold", "19/20", "21/20"),
        ("union_units_only", False, "False"),
    ],
)
def test_each_takes_what_its_type_says(name: str, good: Any, bad: Any) -> None:
    assert not lint_settings({name: good})
    assert [problem.place for problem in lint_settings({name: bad})] == [f"settings.{name}"]
