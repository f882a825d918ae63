"""One style sheet and one script out of the many small files that people edit; plain concatenation.

The scripts are written as modules. A module becomes a function that is called at once and gives back what it
exports, so no two of them share a name; other forms of import and export than the two below are refused.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent / "static" / "suzhi"
# In the order of the cascade; tokens.css names the layers.
SHEETS = ("tokens", "dark", "base", "layout", "figures", "data", "forms", "parts", "print")

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.-]+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export ((?:async )?function\*? (\w+)|(?:const|let) (\w+))", re.M)
_OTHER = re.compile(r"^\s*(?:import|export)\b", re.M)
_REMARK = re.compile(r"/\*.*?\*/", re.S)
_INDENT = re.compile(r"\n\s+|\n+")


def sheet() -> str:
    """The style sheet: without remarks and indents, dark and print under their own conditions."""
    return "\n".join(_conditioned(name, _plain(name)) for name in SHEETS) + "\n"


def _plain(name: str) -> str:
    text = _REMARK.sub("", (HERE / "css" / f"{name}.css").read_text(encoding="utf-8"))
    return _INDENT.sub("\n", text).strip()


def _conditioned(name: str, text: str) -> str:
    """The dark values hold by choice or by the system, and never on paper."""
    if name == "print":
        return f"@media print {{\n{text}\n}}"
    if name != "dark":
        return text
    chosen, system = (text.replace(":root {", f':root[data-theme="{how}"] {{') for how in ("dark", "auto"))
    return f"@media screen {{\n{chosen}\n}}\n@media screen and (prefers-color-scheme: dark) {{\n{system}\n}}"


def script(first: str = "main") -> str:
    """The script: every module that ``main.js`` leads to, each after those that it imports."""
    done: dict[str, str] = {}
    _follow(first, done, ())
    return "\n".join(done.values())


def _follow(name: str, done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"{name}.js imports itself by way of {', '.join(above)}")
    if name in done:
        return
    text = (HERE / "js" / f"{name}.js").read_text(encoding="utf-8")
    for _names, other in _IMPORT.findall(text):
        _follow(other, done, (*above, name))
    done[name] = enclosed(name, text)


def enclosed(name: str, text: str) -> str:
    """A module as a function called at once."""
    exported = [function or value for _whole, function, value in _EXPORT.findall(text)]
    body = _EXPORT.sub(r"\1", _IMPORT.sub(_taken, text))
    if _OTHER.search(body):
        raise ValueError(f'{name}.js: only `import {{ a as b }} from "./c.js";` and exported functions')
    return f'const {_known(name)} = (() => {{\n"use strict";\n{body}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _taken(found: re.Match[str]) -> str:
    names = found[1].replace(" as ", ": ").strip()
    return f"const {{ {names} }} = {_known(found[2])};\n"


def _known(name: str) -> str:
    return "suzhi_" + re.sub(r"\W", "_", name)
