"""Collecting messages and keeping the catalogue, on small inputs."""

from __future__ import annotations

from suzhi.workbench.catalogue import (
    Entry,
    Message,
    from_pack,
    from_python,
    from_template,
    merged,
    placeholders,
    read,
    untranslated,
    write,
)


def test_python_calls_of_every_form() -> None:
    code = """
_("规划")
obj.gettext_lazy("指标")
ngettext("%(n)s 条", "%(n)s 条们", n)
pgettext("界面", "语言")
_("一" "二")
_(name)
other("不取")

@service("plans.load", "装入规划")
def load(): ...
"""
    assert set(from_python(code)) == {
        Message("规划"),
        Message("指标"),
        Message("%(n)s 条", plural="%(n)s 条们"),
        Message("语言", context="界面"),
        Message("一二"),
        Message("装入规划"),
    }


def test_template_tags_of_every_form() -> None:
    text = """
{% translate "规划" as title %}{% translate "语言" context "界面" %}
{% c "button" label=_("登记") refused=_('不能') %}
{% wrap "section" title=_("说“好”") %}正文{% endwrap %}{{ name|default:_("无") }}
{% blocktranslate trimmed with a=b %}
  共 {{ a }} 条，
  100%
{% endblocktranslate %}
{% blocktranslate count n=k %}{{ n }} 人{% plural %}{{ n }} 人们{% endblocktranslate %}
"""
    assert set(from_template(text)) == {
        Message("规划"),
        Message("语言", context="界面"),
        Message("登记"),
        Message("不能"),
        Message("说“好”"),
        Message("无"),
        Message("共 %(a)s 条， 100%%"),
        Message("%(n)s 人", plural="%(n)s 人们"),
    }


def test_pack_names_at_any_depth() -> None:
    pack = {
        "kinds": [
            {"code": "a", "name": "读书", "fields": [{"name": "册数", "choices": ["多", 1]}]},
            {"name": "x"},
        ]
    }
    found = list(from_pack(pack, frozenset({"name", "choices"})))
    assert found == [Message("读书"), Message("册数"), Message("多")]


def test_what_is_written_is_read_back() -> None:
    entries = [
        Entry(Message('说"好"\n', context="界面"), ["Say “fine”\n"], ["a.py", "b.html"]),
        Entry(Message("%(n)s 条", plural="%(n)s 条们"), ["%(n)s record", "%(n)s records"], ["a.py"]),
        Entry(Message("未译"), [""], []),
    ]
    assert read(write(entries)) == entries
    assert untranslated(entries) == [Message("未译")]


def test_new_messages_come_and_unused_ones_go() -> None:
    known = [Entry(Message("留"), ["Stay"], ["old.py"]), Entry(Message("弃"), ["Gone"], ["old.py"])]
    found = merged(known, {Message("留"): ["new.py"], Message("新"): ["new.py"]})
    assert found == [Entry(Message("留"), ["Stay"], ["new.py"]), Entry(Message("新"), [""], ["new.py"])]


def test_placeholders_of_both_forms() -> None:
    assert placeholders("%(a)s 与 {b}，%s，100%%") == {"a", "b", "%s"}
    assert placeholders("%(year)d年%(month)d月") == placeholders("%(year)d-%(month)02d")
