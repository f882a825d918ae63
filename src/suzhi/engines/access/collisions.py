"""What only the database noticed, because two came at the same moment, in words and by the constraint's name."""

from __future__ import annotations

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint
from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

UNIQUE, REFERENCE = "23505", "23503"


def collision(error: IntegrityError) -> Refusal | None:
    """The refusal for a unique key or a reference that was broken; other constraints are faults of ours.

    A constraint says its own words by ``violation_error_message`` and ``violation_error_code``.
    """
    state, name = _facts(error)
    if state == REFERENCE:
        return gone()
    if state != UNIQUE:
        return None
    declared = _constraint(name)
    if declared is not None and declared.violation_error_code:
        return Refusal(declared.violation_error_code, str(declared.violation_error_message))
    return Refusal(
        f"twice.{name}",
        _("刚才已有人登记了相同的内容，这一次没有写入。"),
        _("请刷新后查看；确需另外登记的，请核对编号、名称和日期。"),
    )


def gone() -> Refusal:
    """A row that was there when the page was opened."""
    return Refusal("access.gone", _("所涉及的记录刚才已被删除，没有写入。"), _("请刷新后再看。"))


def _facts(error: IntegrityError) -> tuple[str, str]:
    cause = error.__cause__
    found = getattr(cause, "diag", None)
    return getattr(cause, "sqlstate", None) or "", getattr(found, "constraint_name", None) or ""


def _constraint(name: str) -> BaseConstraint | None:
    constraints = (one for model in apps.get_models() for one in model._meta.constraints)
    return next((one for one in constraints if one.name == name), None)
