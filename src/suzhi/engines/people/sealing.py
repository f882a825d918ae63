"""身份证号 and 手机号 at rest: sealed with the installation's field key, with a keyed hash to match by."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from suzhi.kernel import sealing
from suzhi.kernel.errors import Refusal

PHONE, ID_NUMBER = "phone", "id_number"

Sealed = tuple[bytes | None, str]


def seal_phone(number: str) -> Sealed:
    """The sealed number and its hash; nothing for an empty one."""
    return _seal(PHONE, number)


def seal_id_number(number: str) -> Sealed:
    """The sealed number and its hash; nothing for an empty one."""
    return _seal(ID_NUMBER, number.upper())


def unseal_phone(sealed: bytes | memoryview | None) -> str:
    """The number; empty for none."""
    return _unseal(PHONE, sealed)


def unseal_id_number(sealed: bytes | memoryview | None) -> str:
    """The number; empty for none."""
    return _unseal(ID_NUMBER, sealed)


def seal_phones(numbers: Iterable[str]) -> list[Sealed]:
    """Many at once, for imports and the demo: some hundred thousand in a second."""
    return [seal_phone(number) for number in numbers]


def seal_id_numbers(numbers: Iterable[str]) -> list[Sealed]:
    """Many at once, for imports and the demo: some hundred thousand in a second."""
    return [seal_id_number(number) for number in numbers]


def _seal(purpose: str, number: str) -> Sealed:
    number = number.strip()
    return sealing.seal(settings.FIELD_KEY, purpose, number) if number else (None, "")


def _unseal(purpose: str, sealed: bytes | memoryview | None) -> str:
    if sealed is None:
        return ""
    try:
        return sealing.unseal(settings.FIELD_KEY, purpose, bytes(sealed))
    except sealing.Unsealable:
        raise Refusal(
            "people.unsealable",
            _("加密的号码解不开。"),
            _("密钥不对或数据被改动；请系统管理员核对 keys/field_key。"),
        ) from None
