"""Makes a backup while the installation works on.

First the keys, among which lies the audit log's head, which must not be newer than the log; then the
database; then the files, so that no row of the dump lacks its file.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from pathlib import Path

from suzhi import __version__
from suzhi.kernel import clock
from suzhi.kernel.errors import Refusal
from suzhi.operations.keeping.drafts import ARCHIVE, drafts
from suzhi.operations.keeping.dumping import dump
from suzhi.operations.keeping.manifest import DUMP, MANIFEST, Entry, Manifest, hash_file
from suzhi.operations.progress import Report

# Parts of a home that a backup leaves out: the cluster itself (dumped instead), and what is made again.
LEFT_OUT = {"pg", "run", "static", "log", "mirror", "cache", "tmp", "backups"}


def back_up(dsn: str, home: Path, target: Path, report: Report) -> Manifest:
    """Write the archive; it appears under its name only when it is whole. Readable by its owner only."""
    if target.is_dir():
        raise Refusal("backup.is_folder", f"{target} 是一个目录。", "请给出备份文件的名称，如 备份.tar。")
    with drafts(target.parent) as folder:
        draft_dump, draft = folder / DUMP, folder / ARCHIVE
        keys = _copy_keys(home, folder)
        rows = dump(dsn, draft_dump, report)
        sources = {DUMP: draft_dump, **kept_files(home), **keys}
        entries = _hash_all(sources, report)
        manifest = Manifest(__version__, clock.now().isoformat(), entries, rows)
        _write(draft, manifest, sources, report)
        draft.replace(target)
    return manifest


def kept_files(home: Path) -> dict[str, Path]:
    """Every file of the home that a backup keeps, by its name in the archive."""
    found = {}
    for part in sorted(home.iterdir()):
        if part.name in LEFT_OUT or part.name.startswith((".", "replaced-")):
            continue
        paths = [part] if part.is_file() else sorted(part.rglob("*"))
        found.update({path.relative_to(home).as_posix(): path for path in paths if _is_kept(path)})
    return found


def _is_kept(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.suffix != ".lock"


def _copy_keys(home: Path, folder: Path) -> dict[str, Path]:
    copies: dict[str, Path] = {}
    for name, path in kept_files(home).items():
        if name.startswith("keys/"):
            copies[name] = folder / f"key-{len(copies)}"
            shutil.copyfile(path, copies[name])
    return copies


def _hash_all(sources: dict[str, Path], report: Report) -> list[Entry]:
    entries = []
    for done, (name, path) in enumerate(list(sources.items()), start=1):
        try:
            digest, size = hash_file(path)
        except FileNotFoundError:
            del sources[name]  # taken away since it was listed
            continue
        entries.append(Entry(name, size, digest))
        report("计算校验值（文件）", done, len(sources))
    return entries


def _write(target: Path, manifest: Manifest, sources: dict[str, Path], report: Report) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
            _add(archive, MANIFEST, io.BytesIO(manifest.to_bytes()), len(manifest.to_bytes()))
            for done, entry in enumerate(manifest.entries, start=1):
                with open(sources[entry.name], "rb") as handle:
                    _add(archive, entry.name, handle, entry.size)
                report("写入备份（文件）", done, len(manifest.entries))
        raw.flush()
        os.fsync(raw.fileno())


def _add(archive: tarfile.TarFile, name: str, source: io.BufferedIOBase | io.BytesIO, size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    info.mtime = int(clock.now().timestamp())
    archive.addfile(info, source)
