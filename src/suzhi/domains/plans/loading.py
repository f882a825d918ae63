"""Puts a pack in force: its places, its definitions, its clauses, indicators and duties."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from suzhi.domains.plans.models import Allocation, Clause, Duty, Indicator, Plan
from suzhi.domains.plans.packs import Pack, due_day, lint_pack
from suzhi.engines.access.api import Actor, allow, denial, note, service
from suzhi.engines.metrics.api import Catalogue, save_catalogue
from suzhi.engines.org.api import Line, Unit, UnitTag, rebuild_closure
from suzhi.kernel.errors import Refusal


@service("plans.load", "装入规划")
def load_pack(*, actor: Actor, pack: Pack) -> Plan:
    """Load a pack; the same pack twice changes nothing. A changed pack becomes the plan's next version, and
    figures issued under the earlier one stay as they were. Refuses a faulty pack, naming its first fault."""
    allow(actor, "plan.load")
    problems = lint_pack(pack)
    if problems:
        first = problems[0]
        raise Refusal(
            "plans.faulty",
            _("规划包有 %(count)s 处错误。%(line)s") % {"count": len(problems), "line": first.line()},
        )
    current = Plan.objects.filter(code=pack.code, current=True).first()
    if current and current.digest == pack.digest:
        note(unchanged=True)
        return current
    _must_reach(actor, pack, current)
    root = ensure_places(pack)
    version = (Plan.objects.filter(code=pack.code).count()) + 1
    catalogue = save_catalogue(
        code=pack.code,
        version=version,
        root_id=root.pk,
        first_year=pack.years[0],
        last_year=pack.years[1],
        settings=_settings(pack, current),
        specs=pack.part("indicators"),
    )
    plan = _write_plan(actor, pack, version, root, catalogue)
    if current:
        _carry_over(current, plan)
    return plan


def _must_reach(actor: Actor, pack: Pack, current: Plan | None) -> None:
    """The units of the plan that is replaced and of the new one; who makes the first unit reaches everything."""
    root = _standing_root(pack)
    for unit_id in {root.pk if root else None, current.root_id if current else None} - {None} or {None}:
        if not actor.covers("plan.load", unit_id):
            raise denial("plan.load", unit=unit_id)


def _standing_root(pack: Pack) -> Unit | None:
    places = pack.plain.get("places")
    code = places["city"]["code"] if places else pack.plain.get("root")
    return Unit.objects.filter(code=code).first() if code else Unit.objects.filter(type="city").first()


def _settings(pack: Pack, current: Plan | None) -> dict[str, Any]:
    """The pack's settings; what the office has changed since stays, unless the pack itself changed it."""
    settings = dict(pack.plain.get("settings") or {})
    if current is not None:
        packed = current.pack.get("settings") or {}
        for name, value in current.catalogue.settings.items():
            if name in settings and settings[name] == packed.get(name):
                settings[name] = value
    return settings


def ensure_places(pack: Pack) -> Unit:
    """Make the units and tags that the pack names and that are not there yet; returns the root."""
    places = pack.plain.get("places")
    if not places:
        return _root_by_code(pack)
    city = places["city"]
    root, made = Unit.objects.get_or_create(code=city["code"], defaults=_unit_fields(city))
    changed = made
    if not root.lines.exists():
        Line.objects.create(unit=root, parent=None)
    for entry in [*places.get("counties", ()), *places.get("zones", ())]:
        unit, made = Unit.objects.get_or_create(code=entry["code"], defaults=_unit_fields(entry))
        if made:
            Line.objects.create(unit=unit, parent=root)
            changed = True
    for tag in places.get("tags", ()):
        UnitTag.objects.get_or_create(
            unit=Unit.objects.get(code=tag["unit"]),
            tag=tag["tag"],
            defaults={"valid_from": tag["from"], "valid_to": tag.get("to")},
        )
    if changed:
        rebuild_closure()
    return root


def _unit_fields(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": entry["name"],
        "type": entry["type"],
        "area_code": entry.get("area") or entry.get("lies_in") or "",
    }


def _root_by_code(pack: Pack) -> Unit:
    found = _standing_root(pack)
    if found is None:
        raise Refusal(
            "plans.root", _("没有找到规划所属的市总。"), _("请先导入单位，或在规划包中写 places 或 root。")
        )
    return found


def _write_plan(actor: Actor, pack: Pack, version: int, root: Unit, catalogue: Catalogue) -> Plan:
    Plan.objects.filter(code=pack.code, current=True).update(current=False)
    document = pack.plain["document"]
    plan = Plan.objects.create(
        code=pack.code,
        version=version,
        title=document["title"],
        number=document.get("number") or "",
        issuer=document.get("issuer") or "",
        issued_on=document.get("issued_on"),
        start_year=pack.years[0],
        end_year=pack.years[1],
        parent=document.get("parent") or "",
        root=root,
        catalogue=catalogue,
        pack=pack.plain,
        digest=pack.digest,
        loaded_by=actor.account,
    )
    Clause.objects.bulk_create(_clauses(plan, pack))
    definitions = {d.code: d for d in catalogue.definitions.all()}
    Indicator.objects.bulk_create(
        _indicator(plan, position, spec, definitions[spec["code"]])
        for position, spec in enumerate(pack.part("indicators"))
    )
    Duty.objects.bulk_create(
        Duty(
            plan=plan,
            clause=d["clause"],
            title=d["title"],
            owner=d.get("owner", ""),
            due=due_day(d.get("due"), plan.end_year),
        )
        for d in pack.part("duties")
    )
    return plan


def _clauses(plan: Plan, pack: Pack) -> list[Clause]:
    return [
        Clause(
            plan=plan,
            ref=entry["ref"],
            number=entry.get("number", ""),
            level=entry.get("level", 1),
            position=position,
            title=entry["title"],
            summary=entry.get("summary", ""),
            text=entry.get("text", ""),
        )
        for position, entry in enumerate(pack.part("clauses"))
    ]


def _indicator(plan: Plan, position: int, spec: dict[str, Any], definition: Any) -> Indicator:
    target = spec.get("target")
    if isinstance(target, str) and target.startswith("setting:"):
        target = plan.catalogue.settings[target.removeprefix("setting:")]
    return Indicator(
        plan=plan,
        definition=definition,
        code=spec["code"],
        name=spec["name"],
        clauses=spec.get("clauses", []),
        position=position,
        unit=spec.get("unit", ""),
        level=spec.get("level", ""),
        target="" if target is None else str(Fraction(str(target))),
        most=str(Fraction(str(spec["most"]))) if "most" in spec else "",
        comparison=spec.get("comparison", ">="),
        due=due_day(spec.get("due"), plan.end_year),
        each_year=bool(spec.get("each_year", False)),
        commitment=spec["commitment"],
        department=spec.get("department", ""),
    )


def _carry_over(old: Plan, new: Plan) -> None:
    """Broken-down targets and the document's wording follow into the new version."""
    fresh = {i.code: i for i in new.indicators.all()}
    Allocation.objects.bulk_create(
        Allocation(
            indicator=fresh[a.indicator.code], unit_id=a.unit_id, year=a.year, value=a.value, rule=a.rule
        )
        for a in Allocation.objects.filter(indicator__plan=old).select_related("indicator")
        if a.indicator.code in fresh
    )
    new.document = old.document
    new.save(update_fields=["document"])
    texts = dict(old.clauses.exclude(text="").values_list("ref", "text"))
    for clause in new.clauses.filter(ref__in=texts, text=""):
        clause.text = texts[clause.ref]
        clause.save(update_fields=["text"])
