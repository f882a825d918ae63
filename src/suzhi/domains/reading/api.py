"""The front door of the reader."""

from suzhi.domains.reading.model import (
    Ambiguity,
    Annex,
    Clause,
    Document,
    Doubtful,
    Member,
    OpenGoal,
    Parent,
    Place,
    Reading,
    Target,
    Warning,
)
from suzhi.domains.reading.read import read_document
from suzhi.domains.reading.refusals import NotAPlan, UnreadableDocument

__all__ = [
    "Ambiguity",
    "Annex",
    "Clause",
    "Document",
    "Doubtful",
    "Member",
    "NotAPlan",
    "OpenGoal",
    "Parent",
    "Place",
    "Reading",
    "Target",
    "UnreadableDocument",
    "Warning",
    "read_document",
]
