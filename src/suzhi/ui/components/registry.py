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
from itertools import chain
from typing import Any, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

from django.conf import settings
from django.utils.functional import Promise

from suzhi.kernel.errors import Refusal

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Component:
    """One registered component: its name, its props class and whether it wraps a body.

    kept: of which props a drawing may be used again; it must look at nothing but its props and the language, the
    props must be hashable, and there must be few of them.
    code: what draws it where there is no template, for components of which a page has many.
    """

    name: str
    props: type[Any]
    kept: Callable[[Any], bool] | None = None
    code: Callable[[Any], str] | None = None

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


@dataclass(frozen=True, slots=True)
class Prop:
    """One declared prop: its type as written, the classes it admits (none: any), whether it must be given."""

    told: str
    types: tuple[type, ...]
    needed: bool


_components: dict[str, Component] = {}


@dataclass_transform(kw_only_default=True, field_specifiers=(dataclasses.field,))
def component(
    name: str, kept: Callable[[Any], bool] | None = None, code: Callable[[Any], str] | None = None
) -> Callable[[type[T]], type[T]]:
    """Register the decorated class as the props of the component of that name."""

    def register(cls: type[T]) -> type[T]:
        declared = dataclass(frozen=True, kw_only=True)(cls)
        _components[name] = Component(name, declared, kept, code)
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
    declared = _declared(found)
    taken = {name: value for name, value in given.items() if value != "" or _holds_text(declared.get(name))}
    kept = {name: value for name, value in taken.items() if name in declared}
    if len(kept) < len(taken) or not _sound(declared, kept):
        _complain(found, taken)
    return found.props(**kept)


def _sound(declared: Mapping[str, Prop], kept: Mapping[str, Any]) -> bool:
    """Whether every value fits its prop and no needed one is missing."""
    for name, prop in declared.items():
        if name in kept:
            if prop.types and not isinstance(kept[name], prop.types):
                return False
        elif prop.needed:
            return False
    return True


def _holds_text(prop: Prop | None) -> bool:
    """Whether an empty text is a value for the prop, or for a name that is not declared at all."""
    return prop is None or not prop.types or isinstance("", prop.types)


def _complain(found: Component, given: Mapping[str, Any]) -> None:
    """Refuse while developing; in service log, and let the page go on."""
    faults = "；".join(_faults(found, given))
    if getattr(settings, "UI_STRICT", True):
        raise Refusal("ui.bad_props", f"组件 {found.name}：{faults}。", "见 docs/how-to/page.md。")
    log.error("component %s: %s", found.name, faults)


def _faults(found: Component, given: Mapping[str, Any]) -> list[str]:
    declared = _declared(found)
    faults = [f"未声明的属性 {name}" for name in given if name not in declared]
    for name, prop in declared.items():
        if name in given:
            if prop.types and not isinstance(given[name], prop.types):
                faults.append(f"属性 {name} 应为 {prop.told}，收到 {type(given[name]).__name__}")
        elif prop.needed:
            faults.append(f"缺少属性 {name}")
    return faults


@cache
def _declared(found: Component) -> dict[str, Prop]:
    hints = get_type_hints(found.props)
    return {
        field.name: Prop(str(field.type), _types(hints[field.name]), _needed(field)) for field in found.fields
    }


def _needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def fits(value: Any, hint: Any) -> bool:
    """Whether the value may be given for a prop of that type; containers by their outer type only."""
    admitted = _types(hint)
    return not admitted or isinstance(value, admitted)


def _types(hint: Any) -> tuple[type, ...]:
    """The classes that a hint admits, for ``isinstance``; none: anything at all."""
    if hint is Any:
        return ()
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        parts = [_types(part) for part in get_args(hint)]
        return tuple(chain.from_iterable(parts)) if all(parts) else ()
    # Lazy translations are text too, and carry no common base with str.
    return (str, Promise) if hint is str else (origin or hint,)
