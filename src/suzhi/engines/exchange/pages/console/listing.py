"""The list of imports, declared."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suzhi.engines.access.api import Actor
from suzhi.engines.exchange.models import Import, ImportState
from suzhi.engines.exchange.selectors import imports
from suzhi.engines.search.api import ListColumn, ListFilter, Listing
from suzhi.ui.api import Cell, moment

_COUNTS = (("add", _("新增")), ("change", _("更改")), ("same", _("不变")), ("refused", _("退回")))


def state_word(record: Import) -> str:
    """The state in words; what was read and waits for its maker says so."""
    words = {
        ImportState.WAITING: _now("等待检查"),
        ImportState.CHECKED: _now("已检查，未写入"),
        ImportState.REFUSED: _now("被退回"),
        ImportState.CONFIRMED: _now("已写入"),
        ImportState.UNDONE: _now("已撤销"),
    }
    return words[ImportState(record.state)]


def total(record: Import, what: str) -> int:
    """Rows of that sort over all sheets."""
    return sum(one[what] for one in record.result.get("sheets", ()))


def counted(record: Import) -> str:
    """The counts in one line."""
    return "　".join(f"{name} {total(record, what)}" for what, name in _COUNTS if total(record, what))


def _find(rows: QuerySet[Import], text: str, actor: Actor) -> QuerySet[Import]:
    return rows.filter(Q(name__icontains=text) | Q(actor__display_name__icontains=text))


def _states(actor: Actor) -> list[tuple[str, str]]:
    return [(state.value, state_word(Import(state=state))) for state in ImportState]


IMPORTS = Listing(
    name="imports",
    title=_("导入"),
    rows=imports,
    find=_find,
    order="-id",
    unit=_("次"),
    filters=(ListFilter("state", _("状态"), lambda rows, value, actor: rows.filter(state=value), _states),),
    columns=(
        ListColumn(
            "name",
            _("文件"),
            lambda r: Cell(text=r.name, href=reverse("exchange:import", args=[r.pk])),
            lambda r: r.name,
        ),
        ListColumn("state", _("状态"), state_word, state_word, sort="state"),
        ListColumn("counts", _("行数"), counted, counted),
        ListColumn("by", _("经办"), lambda r: str(r.actor or _now("系统")), lambda r: str(r.actor or "")),
        ListColumn(
            "at", _("时间"), lambda r: moment(r.created_at), lambda r: r.created_at, sort="created_at"
        ),
    ),
)
