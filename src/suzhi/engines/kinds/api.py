"""Front door of kinds."""

from suzhi.engines.kinds.fields import check_extra, read_value
from suzhi.engines.kinds.forms import extra_fields, extra_initial, extra_pairs, extra_values
from suzhi.engines.kinds.registry import (
    Kind,
    all_kinds,
    declare_family,
    kind,
    kind_choices,
    kind_named,
    of_family,
    processes_of,
)
