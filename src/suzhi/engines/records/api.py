"""Front door of records."""

from suzhi.engines.records.entering.checking import check, clean
from suzhi.engines.records.families import all_families, family_of
from suzhi.engines.records.family import Family, In, On, Span, Table
from suzhi.engines.records.fields.days import day, flag, year
from suzhi.engines.records.fields.numbers import decimal, latitude, longitude, money, number
from suzhi.engines.records.fields.references import person, reference, unit
from suzhi.engines.records.fields.texts import choice, code, key, kind, text
from suzhi.engines.records.machine import machine_view
from suzhi.engines.records.models import Record
from suzhi.engines.records.rules.pairs import in_order, needs, not_future, together, within
from suzhi.engines.records.rules.rows import apart, doubt_twin, once
from suzhi.engines.records.rules.rule import Frame, Rule
from suzhi.engines.records.selectors import own_records, records
from suzhi.engines.records.services import change, close, delete, record, step
from suzhi.engines.records.showing.masks import may_see, shown
