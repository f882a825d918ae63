"""The gallery and the whole pages: who sees them, and that nothing in them breaks the policy."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from suzhi.ui.components import registry
from suzhi.ui.gallery import views

STAFF = SimpleNamespace(is_authenticated=True, is_staff=True)
CADRE = SimpleNamespace(is_authenticated=True, is_staff=False)
GUEST = SimpleNamespace(is_authenticated=False, is_staff=False)


def asked(user: object, **cookies: str) -> object:
    request = RequestFactory().get("/ui/gallery")
    request.user = user  # type: ignore[assignment]
    request.COOKIES.update(cookies)
    return request


@pytest.fixture(autouse=True)
def _bare_context(settings: object) -> None:
    """The console's own context needs a session and a database; these pages do not."""
    engine = dict(settings.TEMPLATES[0])  # type: ignore[attr-defined]
    engine["OPTIONS"] = {"context_processors": ["django.template.context_processors.request"]}
    settings.TEMPLATES = [engine]  # type: ignore[attr-defined]


def test_the_gallery_shows_every_component() -> None:
    page = views.gallery(asked(STAFF)).content.decode()  # type: ignore[arg-type]
    for name in registry.catalogue():
        assert f'data-component="{name}"' in page


@pytest.mark.parametrize("user", [CADRE, GUEST])
def test_to_others_it_does_not_exist(user: object) -> None:
    with pytest.raises(Http404):
        views.gallery(asked(user))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*views.LAYOUTS, *views.ERRORS])
def test_whole_pages_are_drawn(name: str) -> None:
    page = views.layout(asked(STAFF), name).content.decode()  # type: ignore[arg-type]
    assert page.startswith("<!doctype html>")
    assert 'id="main"' in page


def test_an_unknown_layout_does_not_exist() -> None:
    with pytest.raises(Http404):
        views.layout(asked(STAFF), "wall-of-tiles")  # type: ignore[arg-type]


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("<x>", "auto")])
def test_the_chosen_theme_comes_with_the_page(cookie: str, theme: str) -> None:
    page = views.layout(asked(STAFF, theme=cookie), "document").content.decode()  # type: ignore[arg-type]
    assert f'data-theme="{theme}"' in page


@pytest.mark.parametrize("code", views.ERRORS)
def test_error_pages_need_no_request(code: str) -> None:
    page = render_to_string(f"ui/errors/{code}.html")
    assert code in page
    assert "csrf" not in page
