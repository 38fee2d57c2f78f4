"""The key that signs access tokens: given, or made once and kept in a file that only its owner can read."""

import os
import secrets
from pathlib import Path

MINIMUM_BYTES = 32  # RFC 7518, section 3.2: an HS256 key is at least as long as the hash
KEPT_IN = Path("var/secret_key")


def secret_key(value: str) -> str:
    if len(value.encode()) < MINIMUM_BYTES:
        raise ValueError(f"must have at least {MINIMUM_BYTES} bytes; try: openssl rand -base64 48")
    return value


def kept_secret_key(path: Path = KEPT_IN) -> str:
    """The key in `path`, made there first if missing; two processes that start at once get the same one.

    Raises ValueError where others can read the file or it holds no good key, OSError where it cannot be made.
    """
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise ValueError(f"{path} can be read by others; do: chmod 600 {path}")
    try:
        return secret_key(path.read_text(encoding="ascii").strip())
    except ValueError as error:
        raise ValueError(f"the key in {path} {error}") from error


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    held = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(held, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # whole or not at all, and the first one wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()
