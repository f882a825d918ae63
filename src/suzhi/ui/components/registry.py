"""Components with declared props: a frozen dataclass declares, a template of the same name draws.

The declaration is the contract. A prop that is not declared, is missing, or has the wrong type is refused
while developing and testing; in service it is logged and left out, because a page with one gap serves people
better than no page.
"""

from __future__ import annotations

import dataclasses
import logging
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from django.conf import settings
from django.utils.functional import Promise

from suzhi.kernel.errors import Refusal

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Component:
    """One registered component: its name, its props class and whether it wraps a body."""

    name: str
    props: type[Any]

    @property
    def doc(self) -> str:
        return (self.props.__doc__ or "").strip().replace("``", "")

    @property
    def template(self) -> str:
        return f"ui/components/{self.name}.html"

    @property
    def fields(self) -> tuple[dataclasses.Field[Any], ...]:
        return dataclasses.fields(self.props)

    @property
    def wraps(self) -> bool:
        return any(field.name == "body" for field in self.fields)


_components: dict[str, Component] = {}


def component(name: str) -> Callable[[type[T]], type[T]]:
    """Register the decorated class as the props of the component of that name."""

    def register(cls: type[T]) -> type[T]:
        declared = dataclass(frozen=True, kw_only=True)(cls)
        _components[name] = Component(name, declared)
        return declared

    return register


def catalogue() -> Mapping[str, Component]:
    """All components by name, in the order of declaration."""
    return types.MappingProxyType(_components)


def find(name: str) -> Component:
    """The component of that name, or a refusal that lists the names there are."""
    if name not in _components:
        names = "、".join(_components)
        raise Refusal("ui.unknown_component", f"没有名为 {name} 的组件。", f"现有：{names}。")
    return _components[name]


def props(found: Component, given: Mapping[str, Any]) -> Any:
    """The props object for what the page gave, checked against the declaration.

    A template writes "" for a name it does not know: for a prop that holds no text, that is "not given".
    """
    hints = _hints(found)
    given = {name: value for name, value in given.items() if value != "" or fits("", hints.get(name, Any))}
    faults = list(_faults(found, given))
    if faults and getattr(settings, "UI_STRICT", True):
        raise Refusal("ui.bad_props", f"组件 {found.name}：{'；'.join(faults)}。", "见 docs/how-to/page.md。")
    if faults:
        log.error("component %s: %s", found.name, "; ".join(faults))
    return found.props(**{name: value for name, value in given.items() if name in hints})


def _faults(found: Component, given: Mapping[str, Any]) -> list[str]:
    hints = _hints(found)
    faults = [f"未声明的属性 {name}" for name in given if name not in hints]
    for field in found.fields:
        if field.name in given:
            if not fits(given[field.name], hints[field.name]):
                faults.append(f"属性 {field.name} 应为 {field.type}，收到 {type(given[field.name]).__name__}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            faults.append(f"缺少属性 {field.name}")
    return faults


@cache
def _hints(found: Component) -> dict[str, Any]:
    names = {field.name for field in found.fields}
    return {name: hint for name, hint in get_type_hints(found.props).items() if name in names}


def fits(value: Any, hint: Any) -> bool:
    """Whether the value may be given for a prop of that type; containers by their outer type only."""
    if hint is Any:
        return True
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return any(fits(value, part) for part in get_args(hint))
    if hint is str:
        # Lazy translations are text too, and carry no common base with str.
        return isinstance(value, str | Promise)
    return isinstance(value, origin or hint)
