"""Static files: hashed names in service, plain names where nothing was collected."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statics(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name, so that a checkout runs without a collecting step."""

    manifest_strict = False
