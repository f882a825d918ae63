"""Everything people see is in both languages: the English catalogue is complete, and nothing goes around it.

`python tests/contracts/test_english.py` writes today's number of untranslated sentences as the new baseline,
if it is lower.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from suzhi.workbench.catalogue import (
    CJK,
    FUNCTIONS,
    SOURCE,
    Entry,
    catalogue,
    messages,
    placeholders,
    untranslated,
)

BASELINE = Path(__file__).resolve().parents[1] / "ratchet" / "untranslated.json"
UPDATE = "run: python -m suzhi.workbench.catalogue update, and write the English"

# Chinese by its nature: what reads and writes Chinese documents, the gallery's samples, the command line.
CHINESE = (
    "config/",
    "operations/",
    "workbench/",
    "domains/reading/",
    "domains/reports/document/",
    "ui/gallery/samples/",
    "ui/gallery/stage.py",
)

_QUOTED = re.compile("“([^”]*)”")
_SAID_IN_TAGS = re.compile(r"_\((?:\"[^\"]*\"|'[^']*')\)")
_BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_TAG = re.compile(r"\{%\s*trans(?:late)?\b.*?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)


def chinese(text: str) -> bool:
    """Whether people who read no Chinese would stumble."""
    return bool(CJK.search(text))


def outside_tags(template: str) -> str:
    """What stays of a template when all that is translated is taken out."""
    for pattern in (_COMMENT, _BLOCK, _TAG, _SAID_IN_TAGS):
        template = pattern.sub("", template)
    return template


def sentences(module: ast.Module) -> Iterator[int]:
    """The lines of Chinese sentences that do not go through gettext; documentation and fragments left out."""
    inside: set[ast.AST] = set()
    for node in ast.walk(module):
        called = getattr(node, "func", None)
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in FUNCTIONS or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            inside.update(ast.walk(node))
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr) and node not in inside:
            inside.update(ast.walk(node))
            text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and node not in inside:
            text = str(node.value)
        else:
            continue
        if chinese(text) and "。" in text:
            yield node.lineno


def frozen_at_import(module: ast.Module) -> Iterator[int]:
    """The lines that ask for a translation while the module is read, when nobody's language is known yet."""
    eager = {
        name.asname or name.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in ("gettext", "ngettext", "pgettext")
    }
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in eager:
            yield node.lineno


def untranslated_sentences() -> list[str]:
    """Where Chinese sentences stand in the code that no page can show in English."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(CHINESE) and "migrations" not in path.parts:
            module = ast.parse(path.read_text(encoding="utf-8"))
            found += [f"{name}:{line}" for line in sentences(module)]
    return found


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """The catalogue as it is committed."""
    return catalogue()


def test_every_message_is_in_the_catalogue(entries: list[Entry]) -> None:
    known = {entry.message for entry in entries}
    missing = [message.text for message in messages() if message not in known]
    assert not missing, f"{len(missing)} messages are new; {UPDATE}: {missing[:10]}"


def test_chinese_sentences_have_chinese_marks(entries: list[Entry]) -> None:
    """Between Chinese words the comma and its kin are full-width; a half-width one is a slip of the keyboard."""
    slip = re.compile(r"[\u4e00-\u9fff”》）][,;:!?](?=[\u4e00-\u9fff“《（%])")
    assert [entry.message.text for entry in entries if slip.search(entry.message.text)] == []


def test_every_message_has_english(entries: list[Entry]) -> None:
    missing = [message.text for message in untranslated(entries)]
    assert not missing, f"{len(missing)} messages have no English; {UPDATE}: {missing[:10]}"


def test_both_sides_have_the_same_placeholders(entries: list[Entry]) -> None:
    wrong = [
        (entry.message.text, said)
        for entry in entries
        for said in entry.translations
        if placeholders(said) != placeholders(entry.message.text)
    ]
    assert not wrong


def test_positional_placeholders_keep_their_number(entries: list[Entry]) -> None:
    positional = re.compile("%[sd]")
    wrong = [
        (entry.message.text, said)
        for entry in entries
        for said in entry.translations
        if positional.findall(said) != positional.findall(entry.message.text)
    ]
    assert not wrong


def test_english_is_english(entries: list[Entry]) -> None:
    """Chinese stays only in quotation marks: names of sheets and values as they stand in a workbook."""
    wrong = [
        (entry.message.text, said)
        for entry in entries
        for said in entry.translations
        if chinese(_QUOTED.sub("", said))
        or any(chinese(word) and word not in entry.message.text for word in _QUOTED.findall(said))
    ]
    assert not wrong


def test_templates_say_nothing_outside_translation() -> None:
    wrong = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.html"))
        if "gallery" not in path.parts and chinese(outside_tags(path.read_text(encoding="utf-8")))
    ]
    assert not wrong


def test_what_is_read_at_import_is_lazy() -> None:
    wrong = [
        f"{path.relative_to(SOURCE).as_posix()}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in frozen_at_import(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not wrong, "use gettext_lazy here"


def test_untranslated_sentences_only_become_fewer() -> None:
    found, allowed = untranslated_sentences(), json.loads(BASELINE.read_text(encoding="utf-8"))["sentences"]
    assert len(found) <= allowed, (
        f"{len(found)} sentences do not go through gettext, allowed {allowed}: {found}"
    )


@pytest.mark.parametrize(
    ("template", "left"),
    [
        ('{% translate "规划" as title %}<p>', "<p>"),
        ('{% c "button" label=_("登记") %}', '{% c "button" label= %}'),
        ("{% blocktranslate %}共 {{ n }} 条{% endblocktranslate %}.", "."),
        ("<p>规划</p>{# 注 #}", "<p>规划</p>"),
    ],
)
def test_what_stands_outside_tags(template: str, left: str) -> None:
    assert outside_tags(template) == left


def test_what_counts_as_frozen_at_import() -> None:
    code = (
        "from django.utils.translation import gettext as _, gettext_lazy as _lazy\n"
        "A = _('一')\nB = _lazy('二')\nC = lambda: _('三')\n"
        "def f(x=_('四')):\n    return _('五')\n"
    )
    assert sorted(frozen_at_import(ast.parse(code))) == [2, 5]


def test_what_counts_as_an_untranslated_sentence() -> None:
    code = '"""说明。"""\n_("已译。")\nraise No("未译。", f"第 {n} 行。", "片段")\n@service("a", "办理。")\ndef f(): ...\n'
    assert list(sentences(ast.parse(code))) == [3, 3]


if __name__ == "__main__":
    before = json.loads(BASELINE.read_text(encoding="utf-8"))["sentences"] if BASELINE.exists() else None
    today = len(untranslated_sentences())
    if before is None or today < before:
        BASELINE.write_text(json.dumps({"sentences": today}, indent=1) + "\n", encoding="utf-8")
    print(*untranslated_sentences(), today, sep="\n")
