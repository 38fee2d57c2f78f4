"""A contact or a notice as the JSON of its row: the very text that the log's chain of hashes is made over.

Canonical: keys sorted, no blanks, instants in UTC with Z, days as YYYY-MM-DD, times as HH:MM. What is unknown is null,
and a fact that no form asked for when the row was written is not in it.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Literal, TypedDict

from backend.domain.relief.conduct.contact import Contact, Notice, Said, Visit

EntryKind = Literal["contact", "notice"]


class Envelope(TypedDict):
    """What a row says beside its facts. `supersedes`: the id of the row that it corrects; `withdrawn`: it takes that
    row back and puts nothing in its place."""

    id: str
    seq: int
    kind: EntryKind
    logged_at: str
    supersedes: str | None
    withdrawn: bool


def body_of(envelope: Envelope, facts: Contact | Notice) -> str:
    """The row's text."""
    told = {name: _plain(value) for name, value in asdict(facts).items() if name != "id"}
    return json.dumps({**envelope, "facts": told}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def chained(before: str, body: str) -> str:
    """sha256, as hex, over the hash of the row before ("" for the first), a line end, and the row's text in UTF-8."""
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


def load_contact(body: str) -> Contact:
    """The contact in a row's text."""
    told = json.loads(body)
    facts = told["facts"]
    return Contact(
        **{
            **facts,
            "id": told["id"],
            "at": datetime.fromisoformat(facts["at"]),
            "said": Said(**facts["said"]),
            "visit": Visit(**facts.get("visit", {})),
        }
    )


def load_notice(body: str) -> Notice:
    """The notice in a row's text."""
    told = json.loads(body)
    facts = told["facts"]
    at = {name: _instant(facts[name]) for name in ("given_at", "received_at")}
    times = {name: _time(facts[name]) for name in ("from_time", "until_time")}
    until = facts.get("until_on")
    on = {"until_on": date.fromisoformat(until) if until else None}
    return Notice(**{**facts, **at, **times, **on, "id": told["id"]})


def stamp(moment: datetime) -> str:
    """An aware UTC instant as the log writes it."""
    return moment.isoformat().replace("+00:00", "Z")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.strftime("%H:%M") if isinstance(value, time) else value


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
