"""The sheets of the workbook that families make: columns from fields, refusals from rules."""

from __future__ import annotations

from django.utils.functional import lazy

from suzhi.engines.exchange.api import (
    Column,
    Companion,
    Context,
    Kind,
    Rule,
    Sheet,
    Target,
    planned,
    register,
)
from suzhi.engines.kinds.api import of_family
from suzhi.engines.records.extras import Extra, Extras, extras_of, new_extra, rules_of
from suzhi.engines.records.families import all_families
from suzhi.engines.records.family import Family
from suzhi.engines.records.rules.fields import Bounds, Chosen, Filled
from suzhi.engines.records.rules.pairs import NotFuture
from suzhi.engines.records.rules.rule import COUNTED, Frame
from suzhi.engines.records.rules.rule import Rule as FamilyRule

# The problems of a workbook are listed without the full stop of a sentence.
_STOP = f"{chr(0x3002)}."


def sheet_of(family: Family) -> Sheet:
    """The sheet of a family."""
    columns = [column for name in family.order.split() if (column := column_of(family, name))]
    extras = extras_of(family)
    target = target_of_family(family, columns, extras)
    return Sheet(family.sheet, family.code, (*columns, *(one.column() for one in extras)), target)


def column_of(family: Family, name: str) -> Column | None:
    """One column; the kind offers the names of the family's kinds."""
    fact = family.facts[name]
    key = name in family.identity
    if name == "kind":
        kinds = family.kinds
        return Column(
            fact.column_name,
            "kind",
            Kind.CHOICE,
            required=True,
            key=key,
            choices=lambda: {one.name: one.code for one in of_family(kinds)},
        )
    future = any(isinstance(rule, NotFuture) and rule.at == name for rule in family.rules)
    return fact.column(key, future)


def target_of_family(family: Family, columns: list[Column], extras: list[Extra]) -> Target:
    """Where its rows are kept."""
    own = [column.field for column in columns]
    rules = [rule_of(family, rule) for rule in family.all_rules if _by_sheet(rule, own)]
    rules += rules_of(family, extras)
    order = ", ".join(family.facts[name].stored for name in family.identity)
    return Target(
        family.model._meta.db_table,
        "records.record",
        key="key" if "key" in family.facts else "",
        name=family.titled if not family.facts[family.titled].field.is_relation else "",
        stated=True,
        processes=family.model.by_kind,  # type: ignore[attr-defined]
        defaults={"extra": new_extra(extras)},
        companion=Extras(family, tuple(extras)) if extras else Companion(),
        rules=tuple(rules),
        order=order,
    )


def _by_sheet(rule: FamilyRule, own: list[str]) -> bool:
    """What the columns themselves do not refuse already, cell by cell."""
    return not isinstance(rule, NotFuture | Filled | Chosen | Bounds) and rule.at in own


def rule_of(family: Family, rule: FamilyRule) -> Rule:
    """The rule as the check of a workbook asks it, of each row as it will be."""
    fact = family.facts[rule.at]

    def condition(context: Context) -> tuple[str, str]:
        if rule.when == COUNTED and context.state == "draft":
            return "", "FALSE"
        frame = frame_of(family, context)
        return f"LEFT JOIN {family.model._meta.db_table} t ON t.id = p._old", rule.sql(frame)

    def words(part: int) -> str:
        return str(rule.words(family)[part]).rstrip(_STOP)

    return Rule(
        fact.column_name,
        lazy(words, str)(0),
        lazy(words, str)(1),
        condition,
        f"p.{rule.at}",
        warning=rule.doubt,
    )


def frame_of(family: Family, context: Context) -> Frame:
    """Each field as it will be after the import."""

    def col(name: str) -> str:
        fact = family.facts[name]
        value = planned(context, family.sheet, name, fact.stored)
        return f"p.{fact.stored}" if value == f"p.{name}" else value

    return Frame(col, family.model._meta.db_table, plan=f"plan_{family.code}")


for _family in all_families().values():
    if _family.sheet:
        register(sheet_of(_family))
