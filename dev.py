#!/usr/bin/env python3
"""Sets up a checkout and runs its tasks, with nothing but Python 3.11 to begin with.

    python3 dev.py setup              install what the product needs into .venv
    python3 dev.py run [up's args]    set up, then start everything with the demo city
    python3 dev.py test [pytest args] set up, then run the tests (test-all: the slow ones too)
    python3 dev.py lint               ruff, import rules, types
    python3 dev.py lock               resolve the requirements anew
    python3 dev.py cli ARGS           what ./suzhi does

Only the standard library is used here. A stamp in .venv says what was installed, so a later start is quick.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "suzhi-stamp.json"
BUILD = ROOT / "build"
TOOLS = BUILD / "tools"
REQUIREMENTS = ROOT / "requirements"

LOCK_OPTIONS = (
    *("--universal", "--generate-hashes", "--python-version", "3.11"),
    *("--no-header", "--no-annotate", "--quiet"),
)


def say(text: str) -> None:
    """One line on the error stream, so that a command's own output stays clean."""
    print(f"[suzhi] {text}", file=sys.stderr, flush=True)


def fail(text: str) -> None:
    """Stop with a sentence."""
    say(text)
    raise SystemExit(1)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run and insist on success."""
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True, env={**os.environ, **(env or {})})


def works(*command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Run; whether it succeeded."""
    try:
        run(*command, env=env)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def apt(*packages: str) -> bool:
    """Install Debian packages if this is root on Debian; whether that worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"正在用 apt 安装 {' '.join(packages)} …")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = ("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
    return works(*quiet, "update", env=env) and works(
        *quiet, "install", "-y", "--no-install-recommends", *packages, env=env
    )


# ---- the environment


def digest(*paths: Path) -> str:
    """One hash over files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes() if path.exists() else b"-")
    return total.hexdigest()


def wanted(group: str) -> dict[str, str]:
    """What the stamp must say; ``dev`` holds everything of ``base``."""
    stamp = {
        "python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "base": digest(REQUIREMENTS / "base.txt"),
        "at": str(VENV),
    }
    if group == "dev":
        stamp["dev"] = digest(REQUIREMENTS / "dev.txt")
    return stamp


def installed() -> dict[str, str]:
    """What the stamp says."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if PYTHON.exists() else {}


def is_ready(group: str) -> bool:
    """Whether nothing needs to be installed."""
    stamp = installed()
    return all(stamp.get(name) == value for name, value in wanted(group).items())


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups of one checkout wait for each other."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / "setup.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def setup(group: str = "base") -> None:
    """Bring .venv and message catalogues to what the locks say."""
    if not is_ready(group):
        with one_at_a_time():
            if not is_ready(group):
                install(group)
    run(PYTHON, ROOT / "src" / "suzhi" / "config" / "messages.py")


def install(group: str) -> None:
    """The long way."""
    stamp = installed()
    if stamp and stamp.get("at") != str(VENV):
        shutil.rmtree(VENV)  # the checkout was moved; an environment does not survive that
    make_venv(VENV)
    say("正在安装依赖（首次需要几分钟）…")
    install_requirements(group)
    folder = next((VENV / "lib").glob("python3*")) / "site-packages"
    (folder / "suzhi.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    fresh = {"dev": stamp["dev"]} if "dev" in stamp else {}
    STAMP.write_text(json.dumps({**fresh, **wanted(group)}), encoding="utf-8")
    say("依赖已就绪。")


def make_venv(folder: Path) -> None:
    """A virtual environment with pip, also where Debian split that off."""
    python = folder / "bin" / "python"
    if python.exists() and works(
        python, "-c", f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    ):
        return
    shutil.rmtree(folder, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None and not apt("python3-venv"):
        fail("缺少 Python 的 venv 组件。请由管理员执行：apt-get install python3-venv，然后重试。")
    # A new interpreter: this one started before the component was there.
    run(sys.executable, "-m", "venv", folder)


def pip_install(python: Path, requirements: Path) -> None:
    """The plain way."""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    run(python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", requirements)


def tool(name: str, requirements: str) -> Path | None:
    """A program of the tools environment, installed at first use; None when it cannot be had."""
    program = TOOLS / "bin" / name
    marker = TOOLS / f"{requirements}.done"
    lock = REQUIREMENTS / f"{requirements}.txt"
    if not marker.exists() or marker.read_text() != digest(lock):
        try:
            make_venv(TOOLS)
            pip_install(TOOLS / "bin" / "python", lock)
        except (OSError, subprocess.CalledProcessError):
            return None
        marker.write_text(digest(lock))
    return program


def pip_setting(name: str) -> str:
    """A setting of pip, which uv does not read: a mirror that is set for pip is meant for both."""
    command = [sys.executable, "-m", "pip", "config", "get", f"global.{name}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def uv_environment() -> dict[str, str]:
    """uv told of pip's index, unless it has its own."""
    index = os.environ.get("PIP_INDEX_URL") or pip_setting("index-url")
    own = any(name in os.environ for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_CONFIG_FILE"))
    return {"UV_DEFAULT_INDEX": index} if index and not own else {}


def install_requirements(group: str) -> None:
    """With uv where it can be had, else with pip; by hash both."""
    requirements = REQUIREMENTS / f"{group}.txt"
    uv = tool("uv", "uv")
    if uv and works(
        uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", requirements,
        env=uv_environment(),
    ):  # fmt: skip
        return
    say("改用 pip 安装 …")
    try:
        pip_install(PYTHON, requirements)
    except subprocess.CalledProcessError:
        fail("依赖安装失败。请检查网络或 pip 镜像设置（pip config set global.index-url …），然后重试。")


# ---- the tasks


def replace_by(*command: str | Path) -> None:
    """Become that program."""
    os.chdir(ROOT)
    os.execv(str(command[0]), [str(word) for word in command])


def cli(words: list[str]) -> None:
    """Become ``suzhi``. The caller's folder stays, since file names are relative to it."""
    if not is_ready("base"):
        setup()
    os.execv(str(PYTHON), [str(PYTHON), "-m", "suzhi.config.cli.main", *words])


def ensure_browser() -> None:
    """Chromium and a Chinese font, for the browser journeys."""
    has_font = Path("/usr/share/fonts/opentype/noto").is_dir()
    if shutil.which("chromium") and has_font:
        return
    if not apt("chromium", "fonts-noto-cjk"):
        say("没有 Chromium 或中文字体，浏览器测试将被跳过。安装：apt-get install chromium fonts-noto-cjk")


def test(words: list[str], everything: bool = False) -> None:
    """Become pytest, on both cores unless told otherwise."""
    setup("dev")
    ensure_browser()
    spread = [] if any(word.startswith("-n") for word in words) else ["-n", "2", "--dist", "loadfile"]
    chosen = [] if everything or "-m" in words else ["-m", "not slow"]
    replace_by(PYTHON, "-m", "pytest", *spread, *chosen, *words)


def lint() -> None:
    """Everything is run, so that one failure does not hide the next."""
    setup("dev")
    bin_folder = VENV / "bin"
    results = [
        works(bin_folder / "ruff", "check", "."),
        works(bin_folder / "ruff", "format", "--check", "."),
        works(bin_folder / "lint-imports"),
        works(PYTHON, "-m", "mypy", "src/suzhi"),
    ]
    raise SystemExit(0 if all(results) else 1)


def lock() -> None:
    """Resolve anew. No lock names the host it came from."""
    uv = tool("uv", "uv")
    if uv is None:
        fail("没有 uv，无法锁定依赖。")
    assert uv is not None
    for name in ("base", "dev", "uv"):
        files = (REQUIREMENTS / f"{name}.in", "-o", REQUIREMENTS / f"{name}.txt")
        run(uv, "pip", "compile", *LOCK_OPTIONS, *files, env=uv_environment())


def main(words: list[str]) -> None:
    """Choose the task."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file runs before the right Python is known
        fail(f"需要 Python 3.11 或更高版本，当前是 {sys.version.split()[0]}。")
    task, rest = (words[0], words[1:]) if words else ("help", [])
    tasks = {
        "setup": lambda: setup("dev" if "--dev" in rest else "base"),
        "run": lambda: (setup(), cli(["up", "--demo", *rest])),
        "test": lambda: test(rest),
        "test-all": lambda: test(rest, everything=True),
        "lint": lint,
        "lock": lock,
        "cli": lambda: cli(rest),
    }
    if task not in tasks:
        print(__doc__)
        raise SystemExit(0 if task in {"help", "--help", "-h"} else 2)
    try:
        tasks[task]()
    except subprocess.CalledProcessError as error:
        fail(f"命令没有成功（状态 {error.returncode}）：{' '.join(str(word) for word in error.cmd)}")


if __name__ == "__main__":
    main(sys.argv[1:])
