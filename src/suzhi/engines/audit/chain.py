"""Walks the chain of acts and says which act was altered, removed, put in, moved or cut off."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from suzhi.engines.audit import anchor
from suzhi.engines.audit.acts import GENESIS, digest_of
from suzhi.engines.audit.models import Act
from suzhi.engines.audit.verdict import Problem, Verdict

TABLE = "audit_act"
Report = Callable[[str, int, int], None]


def verify_chain(report: Report | None = None) -> Verdict:
    """Recompute every digest and compare the head with the anchor outside the database."""
    verdict = Verdict()
    total = Act.objects.count()
    places: dict[str, int] = {GENESIS: 0}
    last, last_id = GENESIS, 0
    for act in Act.objects.order_by("id").iterator(chunk_size=5000):
        verdict.acts += 1
        if report and verdict.acts % 5000 == 0:
            report(_("核验审计链"), verdict.acts, total)
        if digest_of(act) != act.digest:
            verdict.problems.append(
                _problem("act.altered", act.pk, _("第 %(pk)s 号操作记录的内容被改动。") % {"pk": act.pk})
            )
        if act.previous != last:
            verdict.problems.append(_broken(act, last_id, places))
        if act.mark != anchor.mark_of(act.digest):
            text = _("第 %(pk)s 号操作记录不是本系统写入的（没有本机密钥的印记）。") % {"pk": act.pk}
            verdict.problems.append(_problem("act.unmarked", act.pk, text))
        places[act.digest] = act.pk
        last, last_id = act.digest, act.pk
    verdict.head = last
    _compare_anchor(verdict)
    return verdict


def _broken(act: Act, last_id: int, places: dict[str, int]) -> Problem:
    """The act does not follow the one before it."""
    if act.previous not in places:
        text = _("第 %(pk)s 号操作记录之前有记录被删除、改动或调换（前一条现为第 %(last_id)s 号）。") % {
            "pk": act.pk,
            "last_id": last_id,
        }
        return _problem("act.removed", act.pk, text)
    text = _("第 %(pk)s 号操作记录接在第 %(places)s 号之后，第 %(last_id)s 号是插入的或被调换。") % {
        "pk": act.pk,
        "places": places[act.previous],
        "last_id": last_id,
    }
    return _problem("act.inserted", last_id, text)


def _compare_anchor(verdict: Verdict) -> None:
    heads = []
    for path in (anchor.anchor_path(), anchor.copy_path()):
        place = f"keys/{path.name}"
        try:
            head = anchor.read_head(path)
        except ValueError:
            text = _("审计链头文件 %(place)s 被改动，或密钥不符。") % {"place": place}
            verdict.problems.append(Problem("anchor.forged", place, None, text))
            continue
        if head is not None:
            heads.append(head)
        elif verdict.acts and path == anchor.anchor_path():
            text = _("没有找到审计链头文件 %(place)s：它随第一条操作记录写下，只会被人删除。") % {
                "place": place
            }
            verdict.problems.append(Problem("anchor.missing", place, None, text))
    if heads:
        _compare_head(verdict, max(heads, key=lambda head: head.act_id))


def _compare_head(verdict: Verdict, head: anchor.Head) -> None:
    kept = Act.objects.filter(pk=head.act_id).first()
    if kept is None:
        last = Act.objects.order_by("-id").values_list("id", flat=True).first() or 0
        text = _("操作记录至少应到第 %(act_id)s 号，现在只到第 %(last)s 号：末尾的记录被删除。") % {
            "act_id": head.act_id,
            "last": last,
        }
        verdict.problems.append(_problem("act.truncated", head.act_id, text))
    elif kept.digest != head.digest:
        text = _("第 %(act_id)s 号操作记录与库外保存的链头不符：整条链被重新计算过。") % {
            "act_id": head.act_id
        }
        verdict.problems.append(_problem("act.rechained", head.act_id, text))


def _problem(kind: str, row: int, message: str) -> Problem:
    return Problem(kind, TABLE, row, message)
