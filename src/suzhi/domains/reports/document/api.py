"""Front door of the document part. It loads a document writer: import it inside a call, not at start."""

from suzhi.domains.reports.document.annual import write_annual
from suzhi.domains.reports.document.compose import compose_annual
from suzhi.domains.reports.document.content import (
    AnnualReport,
    Chart,
    Cite,
    Definition,
    Figure,
    FrozenValue,
    Paragraph,
    Section,
    Series,
    Setting,
    Table,
    ValueRow,
)
from suzhi.domains.reports.document.figures import parse_tag, render
from suzhi.domains.reports.document.freezing import digest, freeze, thaw
from suzhi.domains.reports.document.manifest import Manifest
from suzhi.domains.reports.document.material import Material, Task, UnitFigures, Words
from suzhi.domains.reports.document.verdict import Finding, FoundFigure, Verdict
from suzhi.domains.reports.document.verifier import read_figures, verify
from suzhi.domains.reports.document.workbook import write_values_xlsx
