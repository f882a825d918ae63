"""``suzhi``: finds the verb, makes ready what it needs, runs it, and turns what went wrong into a sentence.

Exit status: 0 done, 1 refused or failed, 2 called wrongly.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn, TextIO

from suzhi.config.cli.verbs import Verb, present_verbs
from suzhi.config.cli.wording import file_trouble, misuse, speak_chinese
from suzhi.kernel.errors import Refusal
from suzhi.operations.ready import DATABASE, make_ready

DONE, REFUSED, MISUSED = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """Says in Chinese that it was called wrongly."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and leave with status 2."""
        self.print_usage(sys.stderr)
        self.exit(MISUSED, f"命令用法不对：{misuse(message)}\n执行 {self.prog} --help 查看说明。\n")


def overview(verbs: dict[str, Verb]) -> str:
    """The text of ``suzhi --help``."""
    shown = [(name, verb.help) for name, verb in verbs.items() if not verb.internal]
    lines = "\n".join(f"  {name:<11} {text}" for name, text in shown)
    return (
        f"用法：suzhi 命令 [参数]\n\n素质：职工素质建设工作平台\n\n命令：\n{lines}\n\n每个命令都有 --help。\n"
    )


def parser_of(name: str, verb: Verb, module: Any) -> argparse.ArgumentParser:
    """The parser of one verb."""
    speak_chinese()
    parser = Parser(prog=f"suzhi {name}", description=getattr(module, "HELP", verb.help))
    module.add_arguments(parser)
    return parser


def need_of(module: Any, options: argparse.Namespace) -> str:
    """What the verb's ``NEEDS`` says: a word, or a function of the options. Unless it says, a database."""
    need = getattr(module, "NEEDS", DATABASE)
    return str(need(options)) if callable(need) else str(need)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    speak_utf8(sys.stdout, sys.stderr)
    verbs = present_verbs()
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(overview(verbs))
        return DONE if words else MISUSED
    if words[0] == "--version":
        print(version())
        return DONE
    verb = verbs.get(words[0])
    if verb is None:
        sys.stderr.write(f"没有命令“{words[0]}”。\n\n{overview(verbs)}")
        return MISUSED
    signal.signal(signal.SIGTERM, _leave)
    return run_verb(words[0], verb, words[1:])


def run_verb(name: str, verb: Verb, words: list[str]) -> int:
    """Run the verb, and say what went wrong if something did."""
    as_json = "--json" in words
    try:
        module = verb.load()
        options = parser_of(name, verb, module).parse_args(words)
        make_ready(need_of(module, options))
        status = int(module.run(options) or DONE)
        sys.stdout.flush()
        return status
    except Refusal as refusal:
        return say_refusal(refusal, as_json)
    except KeyboardInterrupt:
        sys.stderr.write("\n已中止。\n")
        return 130
    except BrokenPipeError:
        # The reader (head, less) has seen enough; keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        trouble = known_trouble(error)
        if trouble is None:
            raise
        return say_refusal(trouble, as_json)


def known_trouble(error: Exception) -> Refusal | None:
    """Trouble of the machine that a person can mend, as a sentence; None for a fault of ours."""
    full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    if full or "No space left on device" in str(error):
        return Refusal("machine.disk_full", "磁盘已满。", "请清理磁盘后重新执行；已提交的数据没有丢失。")
    if isinstance(error, OSError) and error.filename:
        return Refusal(
            "machine.file", f"不能读写 {error.filename}：{file_trouble(error)}。", "请检查路径和权限。"
        )
    if type(error).__name__ == "OperationalError":
        text = str(error).strip().splitlines()[0] if str(error).strip() else ""
        return Refusal("machine.database", f"数据库没有响应：{text}", "请确认数据库在运行，然后重新执行。")
    return None


def say_refusal(refusal: Refusal, as_json: bool) -> int:
    """Print it for a person, or for a program."""
    if as_json:
        print(json.dumps({"error": refusal.as_dict()}, ensure_ascii=False))
    else:
        sys.stderr.write(f"{refusal.message}\n" + (f"{refusal.remedy}\n" if refusal.remedy else ""))
    return REFUSED


def speak_utf8(*streams: TextIO) -> None:
    """Chinese must come out under any locale."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")


def version() -> str:
    """The product's version."""
    from suzhi import __version__

    return __version__


def _leave(signum: int, frame: FrameType | None) -> None:
    # As an exception, so that the embedded database is let go of on the way out.
    raise SystemExit(128 + signum)


if __name__ == "__main__":
    sys.exit(main())
