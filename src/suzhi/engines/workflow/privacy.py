"""Processes are published definitions."""

from __future__ import annotations

from suzhi.engines.workflow.models import Standing
from suzhi.kernel.privacy import Fields

PRIVACY = {
    Standing: Fields(kept="as long as records stand in it", public="id process state rank"),
}
