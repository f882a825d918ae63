"""Front door of metrics. Nothing here imports Ibis or DuckDB; what computes does so when it is called."""

from suzhi.engines.metrics.as_of import ADDED, ALTERED, MOST_SHOWN, REMOVED, RecordChange, Span
from suzhi.engines.metrics.basis import basis_of, holds, measured_unit
from suzhi.engines.metrics.catalogues import change_settings, lint_catalogue, save_catalogue, spec_digest
from suzhi.engines.metrics.daemon import run_figures_daemon
from suzhi.engines.metrics.explain import Record, evidence, explain, member_of, missing
from suzhi.engines.metrics.freshness import BEHIND, AsOf, dsn, ensure_fresh, is_stale, mark_changed, recompute
from suzhi.engines.metrics.lint import Problem, lint_definition, lint_settings
from suzhi.engines.metrics.listed import Anchor
from suzhi.engines.metrics.matching import Toward, counted_toward
from suzhi.engines.metrics.models import Catalogue, Definition, Issue, IssuedValue, Member, Preview, Value
from suzhi.engines.metrics.registry import all_bases, all_sources, source_select
from suzhi.engines.metrics.settings import Setting, declared_settings
from suzhi.engines.metrics.spec import Rows, parse, settings_named
from suzhi.engines.metrics.targets import band_fault, number_of
from suzhi.engines.metrics.types import FIGURE_TYPES, FigureType, type_of
