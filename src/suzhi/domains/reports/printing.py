"""The issued document as PDF, by the LibreOffice of the machine; the .docx stays what is verified."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from suzhi.kernel.errors import Refusal

PATIENCE = 120


def as_pdf(document: Path) -> bytes:
    """The document's pages; refuses with the remedy where the machine cannot make them."""
    program = shutil.which("soffice")
    if program is None:
        raise Refusal(
            "reports.no_printer",
            _("这台服务器没有安装 LibreOffice，不能转成 PDF。"),
            _("请管理员安装 libreoffice-writer；也可以用 Word、WPS 打开公文，另存为 PDF。"),
        )
    with tempfile.TemporaryDirectory() as folder:
        # A profile of its own: two conversions at once would wait for each other's lock and fail.
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(document)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
            return Path(folder, f"{document.stem}.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Refusal(
                "reports.not_printed",
                _("转成 PDF 没有成功。"),
                _("请稍后再试；也可以用 Word、WPS 打开公文，另存为 PDF。"),
            ) from error
