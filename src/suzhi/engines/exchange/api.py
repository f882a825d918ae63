"""Front door of exchange."""

from suzhi.engines.exchange.checking.refusing import note
from suzhi.engines.exchange.checking.scoping import scope_table, scoped_permissions
from suzhi.engines.exchange.files.cells import BadValue
from suzhi.engines.exchange.files.container import FileRefused
from suzhi.engines.exchange.giving.empty_books import write_template
from suzhi.engines.exchange.giving.error_book import write_error_book
from suzhi.engines.exchange.giving.exporting import export_whole, write_export
from suzhi.engines.exchange.models import Import, ImportState, Job, JobKind, JobState
from suzhi.engines.exchange.reading.problems import Notice, Problem, Result, SheetCount
from suzhi.engines.exchange.running.services import (
    begin_import,
    check_file,
    confirm_import,
    discard_import,
    error_workbook,
    import_file,
    undo_import,
)
from suzhi.engines.exchange.running.services_export import export_records
from suzhi.engines.exchange.running.storage import forget_old as forget_old_uploads
from suzhi.engines.exchange.running.storage import kept as storage_path
from suzhi.engines.exchange.selectors import imports
from suzhi.engines.exchange.sheets.columns import Column, Kind, Personal
from suzhi.engines.exchange.sheets.declare import REGISTRY, Sheet, SheetRegistry, chosen, register
from suzhi.engines.exchange.sheets.rules import ends_after, overlaps, planned, within
from suzhi.engines.exchange.sheets.targets import Companion, Context, Rule, Target
from suzhi.engines.exchange.writing.applying import insert_traced, trace_added, trace_before, trace_removed
