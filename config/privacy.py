"""Keeps people out of the log: what a field may not say by its name, and what no text may say at all."""

import re
from collections.abc import Mapping
from typing import Any

MASK = "[private]"

# A field is personal when one of the words of its name is here: `refresh_token`, `note_text`, `email_hash`.
_PERSONAL = frozenset(
    {
        "address",
        "addresses",
        "amount",
        "authorization",
        "balance",
        "body",
        "bodies",
        "card",
        "cookie",
        "email",
        "emails",
        "issuer",
        "issuers",
        "key",
        "label",
        "lender",
        "mail",
        "merchant",
        "mobile",
        "nickname",
        "note",
        "notes",
        "number",
        "passphrase",
        "password",
        "passwords",
        "payload",
        "phone",
        "secret",
        "secrets",
        "signature",
        "subject",
        "text",
        "title",
        "titles",
        "token",
        "tokens",
        "url",
        "username",
    }
)

# In free text, the messages of exceptions included.
_TELLTALE = re.compile(
    r"""
    [^\s@"'<>=:(]+@[^\s@"'<>:,;)]+\.[^\s@"'<>:,;.)]+    # an e-mail address
    | (?<![\w.])\+?\d{9,}(?![\w.])                      # an account, card or telephone number
    | (?<![\w.-])\d{3,4}(?:[ -]\d{3,4}){2,}(?![\w-])    # the same in groups
    | (?<![\w-])(?:[\w-]+[.:]){0,3}[\w-]{40,}(?:[.:][\w-]+)*               # a token of FCM, a JWT, a key
    """,
    re.VERBOSE,
)
_LONG_NUMBER = 10**11  # counts and milliseconds of a run stay below; account numbers do not


def without_people(values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy that can be shown to anyone who runs the service."""
    return {key: MASK if _is_personal(key) else _cleaned(value) for key, value in values.items()}


def _is_personal(key: str) -> bool:
    return not _PERSONAL.isdisjoint(key.lower().split("_"))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _TELLTALE.sub(MASK, value)
    if isinstance(value, Mapping):
        return without_people(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_cleaned(each) for each in value]
    if isinstance(value, (bool, float)) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < _LONG_NUMBER else MASK
    return _TELLTALE.sub(MASK, str(value))
