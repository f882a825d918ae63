"""Front door of exchange."""

from suzhi.engines.exchange.applying import insert_traced, trace_added, trace_before, trace_removed
from suzhi.engines.exchange.cells import BadValue
from suzhi.engines.exchange.columns import Column, Kind, Personal
from suzhi.engines.exchange.container import FileRefused
from suzhi.engines.exchange.declare import REGISTRY, Sheet, SheetRegistry, chosen, register
from suzhi.engines.exchange.error_book import write_error_book
from suzhi.engines.exchange.exporting import export_whole, write_export
from suzhi.engines.exchange.models import Import, ImportState, Job, JobKind, JobState
from suzhi.engines.exchange.problems import Notice, Problem, Result, SheetCount
from suzhi.engines.exchange.refusing import note
from suzhi.engines.exchange.rules import ends_after, overlaps, within
from suzhi.engines.exchange.scoping import scope_table
from suzhi.engines.exchange.selectors import imports
from suzhi.engines.exchange.services import (
    begin_import,
    check_file,
    confirm_import,
    discard_import,
    error_workbook,
    import_file,
    undo_import,
)
from suzhi.engines.exchange.services_export import export_records
from suzhi.engines.exchange.storage import forget_old as forget_old_uploads
from suzhi.engines.exchange.storage import kept as storage_path
from suzhi.engines.exchange.targets import Companion, Context, Rule, Target
from suzhi.engines.exchange.templates import write_template
