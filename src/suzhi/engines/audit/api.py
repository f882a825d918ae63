"""Front door of audit."""

from suzhi.engines.audit.facts import feed, history
