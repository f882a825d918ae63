"""Kinds are published definitions."""

from __future__ import annotations

from suzhi.engines.kinds.models import Kind
from suzhi.kernel.privacy import Fields

PRIVACY = {
    Kind: Fields(kept="as long as the pack names it", public="code family name counts_as function"),
}
