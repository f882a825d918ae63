"""Front door of files."""

from suzhi.engines.files.kinds import LIMIT, TAKEN
from suzhi.engines.files.models import Evidence, EvidenceLink
from suzhi.engines.files.selectors import evidence_of, offered_evidence
from suzhi.engines.files.services import add_evidence, link_evidence, unlink_evidence
