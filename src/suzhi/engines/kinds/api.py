"""Front door of kinds."""

from suzhi.engines.kinds.registry import Kind, all_kinds, kind, kind_named, of_family
