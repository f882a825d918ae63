"""What a check found."""

from __future__ import annotations

from dataclasses import asdict, dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: what it is, and how to mend it. Errors must be mended before real people sign in."""

    code: str
    level: str
    message: str
    remedy: str

    def as_dict(self) -> dict[str, str]:
        """For ``--json``."""
        return asdict(self)

    def __str__(self) -> str:
        mark = "错误" if self.level == ERROR else "注意"
        return f"[{mark}] {self.message}\n       改正：{self.remedy}（{self.code}）"
