"""Front door of org."""

from suzhi.engines.org.closure import rebuild_closure
from suzhi.engines.org.models import Closure, Line, Nature, Ownership, Unit, UnitTag, UnitType, UnitYear
from suzhi.engines.org.pages.console.fields import UnitField, UnitsField, one_unit
from suzhi.engines.org.pages.console.filters import UNIT_FILTER, broad_units, subtree_of, unit_name
from suzhi.engines.org.selectors import (
    beneath,
    children,
    find_unit,
    only_unit,
    open_units,
    parent_names,
    path_to,
    pick_units,
    unit,
    units,
)
from suzhi.engines.org.services import (
    change_unit,
    close_unit,
    create_unit,
    merge_units,
    move_unit,
    split_unit,
)
from suzhi.engines.org.services_facts import record_unit_year, tag_unit, untag_unit
from suzhi.engines.org.signals import closing, merged
from suzhi.engines.org.sources import CLOSURE as CLOSURE_BASE
from suzhi.engines.org.sources import UNIT as UNIT_BASE
