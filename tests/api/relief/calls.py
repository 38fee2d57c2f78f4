"""Contacts as they are typed, and what a rule answered of one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.api.conftest import Borrower

NEW_YORK, SHANGHAI = "America/New_York", "Asia/Shanghai"
AMERICAN = {"zone": NEW_YORK, "country": "US", "region": "US-OH"}


def at(text: str, hours: int) -> str:
    """A wall time so many hours from UTC, as an instant: "2026-11-20T22:30", 8."""
    wall = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return (wall - timedelta(hours=hours)).isoformat().replace("+00:00", "Z")


def american_call(borrower: Borrower, when: str, **more: Any) -> dict[str, Any]:
    """A collector's call at New York's winter time, about nothing else than said."""
    body = {"party": "collector", "firm": "Acme Recovery", "at": at(when, -5), **AMERICAN, **more}
    return borrower.made("/v1/contacts", body)


def chinese_call(borrower: Borrower, when: str, **more: Any) -> dict[str, Any]:
    """A lender's call at Shanghai's time."""
    body = {
        "party": "issuer",
        "firm": "Some Bank",
        "at": at(when, 8),
        "zone": SHANGHAI,
        "country": "CN",
        **more,
    }
    return borrower.made("/v1/contacts", body)


def verdicts(contact: dict[str, Any]) -> dict[str, str]:
    """Each rule's answer."""
    return {each["rule"]: each["answer"] for each in contact["conduct"]["verdicts"]}


def verdict(contact: dict[str, Any], rule: str) -> dict[str, Any]:
    return next(dict(each) for each in contact["conduct"]["verdicts"] if each["rule"] == rule)
