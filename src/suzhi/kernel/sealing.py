"""Small values encrypted at rest: AES-256-GCM with a keyed hash to match by.

A sealed value is one byte for the scheme, twelve for the nonce, then ciphertext and tag. What the value is
(its purpose) is authenticated with it, so one kind of number put in the place of another does not open.
"""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SCHEME = b"\x01"
_NONCE = 12


class Unsealable(ValueError):
    """Another key, or altered bytes: never a wrong value instead."""


def seal(key: str, purpose: str, value: str) -> tuple[bytes, str]:
    """The sealed value and its hash."""
    cipher, matcher = _keys(key)
    nonce, text = os.urandom(_NONCE), value.encode()
    # digest() and not new(): this runs six hundred thousand times in a demo
    matched = hmac.digest(matcher, purpose.encode() + b"|" + text, "sha256").hex()
    return SCHEME + nonce + cipher.encrypt(nonce, text, purpose.encode()), matched


def unseal(key: str, purpose: str, sealed: bytes) -> str:
    """The value; raises Unsealable."""
    cipher, _matcher = _keys(key)
    if sealed[:1] != SCHEME:
        raise Unsealable("unknown scheme")
    try:
        return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unsealable("wrong key or altered bytes") from error


@lru_cache(maxsize=4)
def _keys(key: str) -> tuple[AESGCM, bytes]:
    """One key for the cipher and one for the hash, both from the installation's."""
    master = urlsafe_b64decode(key)
    if len(master) != 32:
        raise ValueError("the field key must be 32 bytes in url-safe base64")
    cipher = hmac.digest(master, b"suzhi people cipher", sha256)
    return AESGCM(cipher), hmac.digest(master, b"suzhi people match", sha256)
