"""The one way Suzhi says no: a named refusal with a reason and a remedy."""

from __future__ import annotations


class Refusal(Exception):
    """A refused act.

    code: stable machine name, e.g. ``activities.future_date``.
    message: one sentence in the user's language saying what is wrong.
    remedy: one sentence saying how to mend it; may be empty.
    basis: the clause or law that the rule rests on; may be empty.
    """

    def __init__(self, code: str, message: str, remedy: str = "", basis: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.basis = basis

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message, "remedy": self.remedy, "basis": self.basis}


class Denied(Refusal):
    """The row is outside the actor's scope. Faces answer 404, so that existence does not leak."""
