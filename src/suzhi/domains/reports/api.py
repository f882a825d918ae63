"""Front door of reports. Document writers and readers are loaded only when something calls them."""

from suzhi.domains.reports.books import write_issue_book, write_values_book
from suzhi.domains.reports.checking import Checked, archive_faults, check_document
from suzhi.domains.reports.models import Report
from suzhi.domains.reports.selectors import earlier, issued, report_file, since_earlier, since_issued
from suzhi.domains.reports.services import issue_annual
from suzhi.domains.reports.services_drafts import (
    approve_draft,
    begin_draft,
    change_draft,
    preview,
    step_draft,
)
