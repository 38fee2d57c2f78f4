"""From an environment variable's text to a value. Each parser raises ValueError saying what the text must be;
the text itself is not repeated here, since it may be a secret."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_RATE = re.compile(r"[1-9]\d* ?(per|/) ?([1-9]\d* )?(second|minute|hour|day|month|year)s?", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_MAILBOX = re.compile(r"[^<>\s@]+@[^<>\s@]+|[^<>@]*<[^<>\s@]+@[^<>\s@]+>")


def text(value: str) -> str:
    return value


def texts(value: str) -> tuple[str, ...]:
    """Comma-separated."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def flag(value: str) -> bool:
    if value.lower() not in _TRUE | _FALSE:
        raise ValueError("must be true or false")
    return value.lower() in _TRUE


def integer(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"-?\d{1,18}", value, re.ASCII) or not lowest <= int(value) <= highest:
            raise ValueError(f"must be a whole number from {lowest} to {highest}")
        return int(value)

    return parse


def number(lowest: float, highest: float) -> Callable[[str], float]:
    def parse(value: str) -> float:
        if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value, re.ASCII) or not lowest <= float(value) <= highest:
            raise ValueError(f"must be a number from {lowest:g} to {highest:g}")
        return float(value)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        for choice in choices:
            if value.lower() == choice.lower():
                return choice
        raise ValueError(f"must be one of {', '.join(choices)}")

    return parse


def some_of(*choices: str) -> Callable[[str], tuple[str, ...]]:
    def parse(value: str) -> tuple[str, ...]:
        names = texts(value)
        if not names or not set(names) <= set(choices):
            raise ValueError(f"must be some of {', '.join(choices)}, separated by commas")
        return tuple(dict.fromkeys(names))

    return parse


def names(value: str) -> tuple[str, ...]:
    found = texts(value)
    if not found or not all(_NAME.fullmatch(name) for name in found):
        raise ValueError("must be names in lower case, separated by commas")
    return tuple(dict.fromkeys(found))


def web_url(value: str) -> str:
    """http or https with a host; without a slash at the end."""
    parts = split(value, ("http", "https"))
    if not parts or parts.query or parts.fragment:
        raise ValueError("must be an address like https://graceday.example")
    return value.rstrip("/")


def origins(value: str) -> tuple[str, ...]:
    found = texts(value)
    for origin in found:
        parts = split(origin, ("http", "https"))
        if origin != "*" and (not parts or parts.path or parts.query or parts.fragment):
            raise ValueError("must be origins like https://app.example, separated by commas, or *")
    return found


def database_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        parts = urlsplit("")
    name = parts.path.removeprefix("/")
    if (parts.scheme == "sqlite" and not parts.netloc and name) or (parts.scheme == "postgresql" and name):
        return value
    raise ValueError(
        "must be sqlite:///relative.sqlite3, sqlite:////absolute.sqlite3 or postgresql://user:password@host/name"
    )


def storage_url(value: str) -> str:
    if not re.match(r"[a-z+]+://", value):
        raise ValueError("must be an address like memory:// or redis://host:6379")
    return value


def rate(value: str) -> str:
    if not all(_RATE.fullmatch(part.strip()) for part in value.split(";")):
        raise ValueError("must be a rate like '600 per minute', several separated by semicolons")
    return value


def token(value: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]{16,}", value):
        raise ValueError("must have at least 16 visible ASCII characters; try: openssl rand -hex 24")
    return value


def mailbox(value: str) -> str:
    if not _MAILBOX.fullmatch(value):
        raise ValueError("must be an e-mail address, or Name <address>")
    return value


def split(value: str, schemes: tuple[str, ...]) -> SplitResult | None:
    """The parts of an address with one of these schemes, a host and a lawful port; None for other text."""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if sound and not re.search(r"\s", value) else None
