"""The window's own key: it proves where a ledger comes from, not that it is honest.

The supervisor pins the printed fingerprint once and knows from then on which window speaks.
"""

from pathlib import Path

from nacl.encoding import RawEncoder
from nacl.exceptions import BadSignatureError
from nacl.hash import sha256
from nacl.signing import SigningKey, VerifyKey

from app.errors import EnvironmentFault
from app.system import safe_write

KEY = "window.key"


def load_or_create(folder: Path) -> SigningKey:
    """The Ed25519 key of the data folder, made at its first use. Raises EnvironmentFault."""
    path = folder / KEY
    if not path.exists():
        safe_write(path, bytes(SigningKey.generate()), mode=0o600)
    try:
        return SigningKey(path.read_bytes())
    except (ValueError, OSError) as error:
        raise EnvironmentFault(
            "窗口的签名密钥（window.key）读不出来，不能签名。", instead="请用备份里的密钥文件恢复。"
        ) from error


def sign(folder: Path, data: bytes) -> bytes:
    """The 64 bytes of signature over `data`."""
    return load_or_create(folder).sign(data).signature


def fingerprint(public: bytes) -> str:
    """What is printed and compared by eye: 80 bits of SHA-256, `1A2B-3C4D-…`."""
    digest = sha256(public, encoder=RawEncoder)[:10].hex().upper()
    return "-".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def holds(public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether `signature` over `data` was made by the owner of `public`."""
    try:
        VerifyKey(public).verify(data, signature)
    except (BadSignatureError, ValueError):
        return False
    return True
