"""Static files: hashed names in service, plain names where nothing was collected."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statics(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name, so that a checkout runs without a collecting step."""

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """Without a collected file there is nothing to hash; the finders serve it by its plain name."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
