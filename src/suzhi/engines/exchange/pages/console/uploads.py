"""What comes up the wire, onto the disk, for as long as one request."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from suzhi.engines.exchange.running import storage
from suzhi.kernel.errors import Refusal

# Up to this size a file is checked and written while the person waits; larger ones by the jobs worker.
AT_ONCE = 2 * 2**20
# The same for taking back, where no file tells the size.
AT_ONCE_ROWS = 5_000
MOST = 200 * 2**20


def is_large(size: int | None) -> bool:
    """Whether the work is left to the jobs worker."""
    return (size or 0) > AT_ONCE


@contextmanager
def on_disk(upload: UploadedFile | None) -> Iterator[Path]:
    """The upload as a file beside the kept ones; gone afterwards."""
    if upload is None:
        raise Refusal("exchange.no_upload", _("没有选择文件。"), _("请选择要导入的 .xlsx 或 .zip 文件。"))
    if (upload.size or 0) > MOST:
        raise Refusal("exchange.too_large", _("文件超过 200 MB。"), _("请分成几个文件导入。"))
    with tempfile.NamedTemporaryFile(dir=storage.folder(), prefix="arriving-") as part:
        for chunk in upload.chunks():
            part.write(chunk)
        part.flush()
        yield Path(part.name)
