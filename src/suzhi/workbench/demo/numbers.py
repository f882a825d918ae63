"""Numbers that pass every check and belong to nobody.

- 人员编号 begins with 示例.
- 身份证号 has a right check digit, but lies in area 511199, which was never given out.
- 手机号 begins with 154, which no operator has.
- 统一社会信用代码 has a right check digit and registers in area 511199.
"""

from __future__ import annotations

import numpy as np

AREA = "511199"
_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_ID_CHECK = "10X98765432"
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]


def person_keys(count: int) -> list[str]:
    """Workbook keys of people."""
    return [f"示例{number:07d}" for number in range(1, count + 1)]


def id_numbers(born: np.ndarray, female: np.ndarray) -> list[str]:
    """One identity number for each; those born on one day are told apart by their sequence, odd for men."""
    order = np.argsort(born, kind="stable")
    first_of_day = np.searchsorted(born[order], born[order])
    rank = np.empty(len(born), np.int64)
    rank[order] = np.arange(len(born)) - first_of_day
    sequence = (2 * rank + np.where(female, 2, 1)) % 1000
    days = np.char.replace(np.datetime_as_string(born, unit="D"), "-", "")
    stem = np.char.add(np.char.add(AREA, days), np.char.zfill(sequence.astype(str), 3))
    digits = np.frombuffer(stem.astype("S17").tobytes(), np.uint8).reshape(-1, 17).astype(np.int64) - 48
    check = np.array(list(_ID_CHECK))[(digits @ _ID_WEIGHTS) % 11]
    return np.char.add(stem, check).tolist() if len(stem) else []


def phones(count: int) -> list[str]:
    """One phone number for each."""
    return [f"154{number:08d}" for number in range(10_000_000, 10_000_000 + count)]


def uscc(number: int, lead: str) -> str:
    """The credit code of the unit of that number; ``lead`` is 91 for enterprises, 12, 11, 51 for others."""
    stem = f"{lead}{AREA}MA{number:07d}"
    total = sum(_USCC.index(c) * w for c, w in zip(stem, _USCC_WEIGHTS, strict=True))
    return stem + _USCC[(31 - total % 31) % 31]
