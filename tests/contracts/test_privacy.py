"""Every field of every model has a class, and sealed ones hold nothing that can be read."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.db.models import Model

from suzhi.kernel.privacy import Fields


def own_models() -> list[type[Model]]:
    found = [m for m in apps.get_models() if m._meta.app_config.name.startswith("suzhi.")]
    return [m for m in found if not hasattr(m, "pgh_tracked_model") and not m._meta.proxy]


def declarations() -> dict[type[Model], Fields]:
    found: dict[type[Model], Fields] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("suzhi.") and find_spec(f"{app.name}.privacy"):
            found |= import_module(f"{app.name}.privacy").PRIVACY
    return found


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_has_a_class(model: type[Model]) -> None:
    declared = declarations().get(model)
    assert declared is not None, f"{model._meta.label} is not in its package's privacy.py"
    fields = {field.name for field in model._meta.concrete_fields}
    assert set(declared.classes) == fields, "undeclared or unknown fields"
    assert declared.kept


def test_a_field_cannot_be_in_two_classes() -> None:
    with pytest.raises(ValueError, match="both"):
        _ = Fields(kept="x", public="name", personal="name").classes
