"""Bringing evidence in and hanging it on records."""

from __future__ import annotations

import unicodedata
from typing import IO, Any

from django.db import models
from django.utils.translation import gettext as _

from suzhi.engines.access.api import Actor, allow, done_already, note, scope, service
from suzhi.engines.files import storage
from suzhi.engines.files.kinds import LIMIT, TAKEN, kind_of
from suzhi.engines.files.models import Evidence, EvidenceLink
from suzhi.kernel.errors import Refusal


@service("evidence.add", "上传佐证")
def add_evidence(
    *, actor: Actor, unit: Any, file: IO[bytes], name: str, subject: models.Model | None = None
) -> Evidence:
    """Store a file for a unit and, given a record, hang it there. The same bytes are stored once."""
    allow(actor, "evidence.add", unit)
    if subject is not None:
        allow(actor, "records.view", subject)
    size = _size(file)
    kind = kind_of(file)
    if kind is None:
        names = _("、").join(taken.name for taken in TAKEN)
        raise Refusal("files.type", _("不收这种文件。"), _("可上传：%s；不收带宏的和加密的文件。") % names)
    digest = storage.digest_of(file)
    known = scope(actor, "evidence.view", Evidence.objects.filter(sha256=digest)).order_by("pk").first()
    if known is None:
        storage.keep(file, digest)
        known, _made = Evidence.objects.get_or_create(
            sha256=digest,
            unit=unit,
            defaults={"name": safe_name(name), "mime": kind.mime, "size": size, "uploaded_by": actor.account},
        )
    note(unit_id=unit.pk, sha256=digest, size=size)
    if subject is not None:
        _link(known, subject)
        note(subject=subject, evidence=known.pk)
    return known


@service("evidence.link", "关联佐证")
def link_evidence(*, actor: Actor, evidence: Evidence, subject: models.Model) -> EvidenceLink:
    """Hang a file that is already here on one more record."""
    allow(actor, "evidence.view", evidence)
    allow(actor, "evidence.add", subject)
    note(subject=subject, evidence=evidence.pk)
    return _link(evidence, subject)


@service("evidence.unlink", "取消关联佐证")
def unlink_evidence(*, actor: Actor, evidence: Evidence, subject: models.Model) -> Evidence:
    """Take a file off a record. The bytes stay: another record or an issued report may rest on them."""
    allow(actor, "evidence.view", evidence)
    allow(actor, "evidence.add", subject)
    note(subject=subject, evidence=evidence.pk)
    hung = evidence.links.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    if not hung.delete()[0]:
        raise done_already(subject, _("这份佐证已经取下，没有再办。"))
    return evidence


def safe_name(name: str) -> str:
    """A name that can stand in a header and on any disk; for showing only, the bytes are kept by digest."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in base if not unicodedata.category(sign).startswith("C"))
    return kept.strip(" .")[-200:] or "文件"


def _link(evidence: Evidence, subject: models.Model) -> EvidenceLink:
    link, _made = EvidenceLink.objects.get_or_create(
        evidence=evidence, subject_type=subject._meta.label_lower, subject_id=subject.pk
    )
    return link


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    if size == 0:
        raise Refusal("files.empty", _("文件是空的。"), _("请重新选择文件。"))
    if size > LIMIT:
        limit = LIMIT // (1024 * 1024)
        text = _("文件有 %(size)s MB，超过 %(limit)s MB。") % {"size": size // (1024 * 1024), "limit": limit}
        raise Refusal("files.size", text, _("请压缩或分成几个文件。"))
    return size
