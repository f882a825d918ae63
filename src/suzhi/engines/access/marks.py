"""What a view says about who may open it. The gate reads it; a view that says nothing is refused.

What is posted to a marked view is carried out once (access/once.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse

from suzhi.engines.access.once import once
from suzhi.engines.access.roles import permission as known_permission

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class PageRule:
    """public: anybody; signed_in: any account; else whoever holds one of the permissions somewhere.

    kept: a drawing may be shown again to the same account while nothing that it was drawn from has changed.
    """

    permissions: tuple[str, ...] = ()
    public: bool = False
    signed_in: bool = False
    kept: bool = False


def page(
    *permissions: str, public: bool = False, signed_in: bool = False, kept: bool = False
) -> Callable[[View], View]:
    """Mark a view: ``@page("records.view")``, ``@page(signed_in=True)`` or ``@page(public=True)``."""
    if bool(permissions) + public + signed_in != 1:
        raise TypeError(
            "page() takes permissions, or public=True, or signed_in=True: exactly one of the three"
        )
    for code in permissions:
        known_permission(code)
    rule = PageRule(permissions, public, signed_in, kept)

    def mark(view: View) -> View:
        if hasattr(view, "page_rule"):
            raise TypeError(f"{view.__name__} is marked twice")

        @wraps(view)
        def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # Here and not in each view, so that no page can forget it.
            if request.method != "POST" or not request.user.is_authenticated:
                return view(request, *args, **kwargs)
            return once(request, lambda: view(request, *args, **kwargs))

        show.page_rule = rule  # type: ignore[attr-defined]
        return cast(View, show)

    return mark


def rule_of(view: Any) -> PageRule | None:
    """The rule of a view function or of the class behind it."""
    return getattr(view, "page_rule", None) or getattr(getattr(view, "view_class", None), "page_rule", None)
