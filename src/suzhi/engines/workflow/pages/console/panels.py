"""The evidence panel of a record's page."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from suzhi.engines.access.api import actor_of, refusal_for
from suzhi.engines.files.api import LIMIT, TAKEN, evidence_of, offered_evidence
from suzhi.engines.workflow.buttons import panel
from suzhi.engines.workflow.mixins import Recorded


@panel(10)
def evidence(request: HttpRequest, record: Model) -> str:
    """What proves the record, and a place to add more."""
    actor = actor_of(request)
    if not isinstance(record, Recorded) or not actor.has("evidence.view"):
        return ""
    refusal = refusal_for(actor, "evidence.add", record)
    context = {
        "label": record._meta.label_lower,
        "record": record,
        "files": list(evidence_of(actor, record)),
        "offered": [] if refusal else offered_evidence(actor, record),
        "refused": refusal.message if refusal else "",
        "taken": taken_words(),
        "endings": ",".join(ending for kind in TAKEN for ending in kind.endings),
    }
    return render_to_string("workflow/evidence.html", context, request)


def taken_words() -> str:
    """What may be hung on a record, said before a file is chosen."""
    names = _("、").join(kind.name for kind in TAKEN)
    given = {"names": names, "limit": LIMIT // (1024 * 1024)}
    return _("可上传 %(names)s，每份不超过 %(limit)s MB；不收带宏的和加密的文件。") % given
