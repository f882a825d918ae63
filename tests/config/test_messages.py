"""The catalogue compiler, checked by reading its files back with the standard library."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from suzhi.config.messages import compile_all, read_catalogue, write_catalogue

SOURCE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: somewhere.py:1
msgid "规划"
msgstr "Plan"

msgctxt "button"
msgid "确定"
msgstr "O"
"K \\"now\\""

msgid "%(count)s 项"
msgid_plural "%(count)s 项们"
msgstr[0] "%(count)s item"
msgstr[1] "%(count)s items"

#, fuzzy
msgid "旧"
msgstr "Guess"

msgid "未译"
msgstr ""

#~ msgid "弃"
#~ msgstr "Gone"
"""


def test_what_is_compiled_is_read_back() -> None:
    read = gettext.GNUTranslations(io.BytesIO(write_catalogue(read_catalogue(SOURCE))))
    assert read.gettext("规划") == "Plan"
    assert read.pgettext("button", "确定") == 'OK "now"'
    assert read.ngettext("%(count)s 项", "%(count)s 项们", 1) == "%(count)s item"
    assert read.ngettext("%(count)s 项", "%(count)s 项们", 2) == "%(count)s items"
    assert [read.gettext(text) for text in ("旧", "未译", "弃")] == ["旧", "未译", "弃"]


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    assert len(compile_all((tmp_path,))) == 1
    assert compile_all((tmp_path,)) == []
