"""Front door of the design system: the records that components are fed with."""

from __future__ import annotations

from suzhi.ui.again import BROUGHT, KEY_FIELD, offer_again, said
from suzhi.ui.components.drawn import drawing
from suzhi.ui.components.parts import (
    Cell,
    Chip,
    Column,
    Happening,
    Link,
    Option,
    Pair,
    Row,
    Series,
    Shell,
    Tile,
)
from suzhi.ui.components.states import STATES, state
from suzhi.ui.components.writing import day, moment, percent, plain, share
from suzhi.ui.days import DayField
