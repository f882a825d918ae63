"""Front door of org."""

from suzhi.engines.org.closure import rebuild_closure
from suzhi.engines.org.models import Closure, Line, Nature, Ownership, Unit, UnitTag, UnitType, UnitYear
