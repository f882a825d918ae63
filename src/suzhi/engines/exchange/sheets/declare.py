"""What a package declares about a sheet, and the registry that holds every declaration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from suzhi.engines.exchange.sheets.columns import Column
from suzhi.engines.exchange.sheets.spelling import nearest

if TYPE_CHECKING:
    from suzhi.engines.exchange.sheets.targets import Target

# Ours, written into what we give out; silently passed over when it comes back.
ERROR_COLUMN = "错误"
GUIDE_SHEET = "填表说明"
LIST_SHEET = "错误清单"
OWN_SHEETS = frozenset({GUIDE_SHEET, LIST_SHEET})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook.

    name: the public name. code: an ASCII name for staging tables. columns: in template order.
    target: where its rows are kept and how they are compared and written.
    """

    name: str
    code: str
    columns: tuple[Column, ...]
    target: Target | None = None
    help: str = ""
    _by_name: dict[str, Column] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by_name.update({column.name: column for column in self.columns})
        if len(self._by_name) != len(self.columns):
            raise ValueError(f"sheet {self.name}: two columns share a name")
        if not self.keys:
            raise ValueError(f"sheet {self.name}: no key column")

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that together name a record."""
        return tuple(column for column in self.columns if column.key)

    def column(self, name: str) -> Column | None:
        """The column of that public name."""
        return self._by_name.get(name)


class SheetRegistry:
    """Every sheet by name, in the order in which they were registered; closed after start-up."""

    def __init__(self) -> None:
        self._sheets: dict[str, Sheet] = {}
        self._frozen = False

    def register(self, sheet: Sheet) -> Sheet:
        """Add a sheet; only while the programme starts."""
        if self._frozen:
            raise RuntimeError(f"sheet {sheet.name} registered after start-up")
        if sheet.name in self._sheets:
            raise ValueError(f"sheet {sheet.name} is registered twice")
        self._sheets[sheet.name] = sheet
        return sheet

    def freeze(self) -> None:
        """Close the registry, once every reference between sheets has been seen to lead somewhere."""
        for sheet in self._sheets.values():
            for column in sheet.columns:
                if column.references and column.references not in self._sheets:
                    raise ValueError(
                        f"{sheet.name}.{column.name} refers to unknown sheet {column.references}"
                    )
        self._frozen = True

    def get(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return self._sheets.get(name)

    def all(self) -> list[Sheet]:
        """Every sheet, those that are referred to before those that refer."""
        done: dict[str, Sheet] = {}
        for sheet in self._sheets.values():
            self._place(sheet, done, ())
        return list(done.values())

    def _place(self, sheet: Sheet, done: dict[str, Sheet], path: tuple[str, ...]) -> None:
        if sheet.name in done or sheet.name in path:
            return
        for column in sheet.columns:
            if column.references:
                self._place(self._sheets[column.references], done, (*path, sheet.name))
        done[sheet.name] = sheet

    def names(self) -> list[str]:
        """The public names."""
        return list(self._sheets)


REGISTRY = SheetRegistry()
register = REGISTRY.register


def chosen(names: list[str], registry: SheetRegistry = REGISTRY) -> list[Sheet]:
    """The sheets of those names (all of them if none is given), or a refusal with the nearest name."""
    from suzhi.kernel.errors import Refusal

    for name in names:
        if registry.get(name) is None:
            near = nearest(name, registry.names())
            remedy = (
                _("是否为“%s”？") % near if near else _("已有的工作表：%s。") % _("、").join(registry.names())
            )
            raise Refusal("exchange.unknown_sheet", _("没有叫“%s”的工作表。") % name, remedy)
    wanted = set(names)
    return [sheet for sheet in registry.all() if not wanted or sheet.name in wanted]
