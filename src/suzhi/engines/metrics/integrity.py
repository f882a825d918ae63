"""For the audit: an issued figure must still be what it was when it was given out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from suzhi.engines.audit.api import Problem
from suzhi.engines.metrics.models import IssuedValue
from suzhi.engines.metrics.value_seals import altered


def body_digest(body: dict[str, Any]) -> str:
    """The digest of an issued figure: sha256 of its body in canonical JSON."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def check() -> Iterator[Problem]:
    """Stored values that were not computed, and issued figures whose body and digest differ."""
    with connection.cursor() as cursor:
        yield from altered(cursor)
    for value in IssuedValue.objects.order_by("pk").iterator(chunk_size=2000):
        if body_digest(value.body) != value.digest:
            yield Problem(
                "value.altered",
                "metrics_issuedvalue",
                value.pk,
                _("已印发的数值 %(key)s(%(code)s)被改动。") % {"key": value.key, "code": value.code},
            )
