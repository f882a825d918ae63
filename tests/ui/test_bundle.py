"""One sheet and one script out of many files: nothing lost, nothing shared by accident, names by content."""

from __future__ import annotations

import re
from gzip import decompress
from pathlib import Path

import pytest

from suzhi.ui import assets, bundle

JS = bundle.HERE / "js"


def test_every_style_file_is_in_the_sheet() -> None:
    assert {path.stem for path in (bundle.HERE / "css").glob("*.css")} == set(bundle.SHEETS)
    rules = re.findall(r"\.[a-z][\w-]+(?= [{,.])", (bundle.HERE / "css" / "data.css").read_text())
    assert rules
    assert [rule for rule in rules if rule not in bundle.sheet()] == []


def test_every_script_but_those_that_stand_alone_is_in_the_script() -> None:
    text = bundle.script()
    alone = {path.stem for path in assets.ALONE}
    missing = [
        path.stem
        for path in JS.glob("*.js")
        if path.stem not in alone and f"suzhi_{path.stem} = " not in text
    ]
    assert missing == []


def test_dark_holds_by_choice_or_by_the_system_and_never_on_paper() -> None:
    sheet = bundle.sheet()
    assert '@media screen {\n@layer tokens {\n:root[data-theme="dark"] {' in sheet
    assert (
        '@media screen and (prefers-color-scheme: dark) {\n@layer tokens {\n:root[data-theme="auto"] {'
        in sheet
    )
    assert sheet.count("{") == sheet.count("}")


def test_a_module_becomes_a_function_and_what_it_imports_comes_first() -> None:
    text = bundle.enclosed(
        "b", 'import { start as first } from "./a.js";\nexport function go() { first(); }\n'
    )
    assert text.startswith('const suzhi_b = (() => {\n"use strict";\nconst { start: first } = suzhi_a;')
    assert text.endswith("return { go };\n})();")
    whole = bundle.script()
    assert whole.index("suzhi_theme =") < whole.index("suzhi_main =")


@pytest.mark.parametrize(
    "text", ['import x from "./a.js";', 'import "./a.js";', "export default 1;", 'export * from "./a.js";']
)
def test_other_forms_of_import_and_export_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"b\.js"):
        bundle.enclosed("b", text + "\n")


def test_modules_that_import_each_other_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "js" / "b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    monkeypatch.setattr(bundle, "HERE", tmp_path)
    with pytest.raises(ValueError, match="imports itself"):
        bundle.script("a")


def test_a_name_carries_the_content() -> None:
    one, other = assets.asset("a/b.css", b"p{}"), assets.asset("a/b.css", b"p{ }")
    assert re.fullmatch(r"a/b\.[0-9a-f]{12}\.css", one.hashed)
    assert one.hashed != other.hashed
    assert decompress(one.packed) == b"p{}"


def test_the_parts_are_not_handed_out_by_themselves() -> None:
    assert "suzhi/css/base.css" not in assets.assets()
    assert {assets.SHEET, assets.SCRIPT, "suzhi/seal.svg", "suzhi/js/retry.js"} <= set(assets.assets())


def test_style_and_script_stay_light() -> None:
    """Over the wire, packed: what a first page costs beside its own text."""
    assert len(assets.assets()[assets.SHEET].packed) + len(assets.assets()[assets.SCRIPT].packed) < 40_000
