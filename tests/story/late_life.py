"""Somebody who is late, her phone, and the worker beside her: days pass, and what was shown is remembered."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask import Flask

from backend.actions.credit import series_rolling
from backend.actions.reminders import tick
from backend.domain.calendar import local_time
from backend.store.reminders.deadlines import Deadline
from push.gateways.protocol import Message, ProviderReceipt
from push.sender import Sender
from tests.actions.conftest import Known
from tests.moved_clock import MovedClock
from tests.story.late_places import TODAY, Place
from tests.story.test_truth import Recorder

MOVED_IN = date(2026, 10, 12)
BILLS: list[tuple[str, str, tuple[int, ...], tuple[int, ...]]] = [
    # Closes, due; balance, minimum and what of it is past due, of both cards.
    ("2026-09-22", "2026-10-15", (590_000, 60_000, 0), (295_000, 30_000, 0)),
    ("2026-10-22", "2026-11-15", (595_000, 120_000, 60_000), (297_500, 60_000, 30_000)),
    ("2026-11-22", "2026-12-15", (600_000, 180_000, 120_000), (300_000, 90_000, 60_000)),
]


class Reminded(NamedTuple):
    """A line that a digest told: on which local day, of which deadline (its kind, account, due date)."""

    on: date
    kind: str
    account_id: str | None
    due_on: date


class Phone(Recorder):
    """Remembers the title of each push as well."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        self.titles += [message.title for message in messages]
        return super().send(messages, now=now)


class LateLife:
    """She at home in a place, on one clock. `card` is the one of the plan; `other_card` and `loan` are late as well."""

    def __init__(self, app: Flask, clock: MovedClock, place: Place) -> None:
        self.place, self.clock = place, clock
        clock.move(to=self.at(MOVED_IN, 9))
        self.api = Known(app, f"late-{place.name}")
        self.api.sign_in(clock.now)
        home = {"zone": place.zone, "locale": place.locale, "country": place.country, "region": place.region}
        assert self.api.patch("/v1/me", home).status_code == 200
        self.phone = Phone()
        self.sender = Sender({"console": self.phone}, clock)
        self.api.made("/v1/devices", {"provider": "console", "token": "phone", "platform": "console"})
        self.complaint = self.promise = ""
        self._enter_accounts()

    def _enter_accounts(self) -> None:
        place = self.place
        self.card = self._card(0, place.card)
        self.other_card = self._card(1, place.other_card)
        terms = {"principal": 1_000_000, "rate_bp": 1200, "instalments": 12, "first_due_on": "2026-10-15"}
        body = {"issuer": place.issuers[2], **self._here, "terms": {**terms, **place.loan}}
        self.loan = str(self.api.made("/v1/loans", body)["id"])

    @property
    def _here(self) -> dict[str, str]:
        return {"currency": self.place.currency, "zone": self.place.zone, "country": self.place.country}

    def _card(self, number: int, more: dict[str, Any]) -> str:
        rule = {"percent_bp": 1000, "floor": 10_000}
        terms = {"statement_day": 22, "due": {"fixed_day": 15}, "minimum": rule, **more}
        body = {"issuer": self.place.issuers[number], "last4": f"447{number}", "apr_bp": self.place.apr_bp}
        made = self.api.made("/v1/cards", {**body, **self._here, "opened_on": "2024-01-01", "terms": terms})
        return str(made["id"])

    def fall_behind(self) -> None:
        """Type each bill the day after it closed, and pay none: but 200.00 on the first card, the day before TODAY."""
        for closes_on, due_on, first, other in BILLS:
            self.type_bills(date.fromisoformat(closes_on), due_on, first, other)
        self.pay(self.card, 20_000)
        self.live_until(TODAY, 9)

    def type_bills(
        self, closes_on: date, due_on: str, first: tuple[int, ...], other: tuple[int, ...]
    ) -> None:
        """Type both cards' bills on the morning after they closed: balance, minimum, what of it is past due."""
        self.live_until(closes_on + timedelta(days=1), 9)
        for card, (balance, minimum, *past_due) in ((self.card, first), (self.other_card, other)):
            body = {"card_id": card, "closes_on": str(closes_on), "due_on": due_on, "balance": balance}
            self.api.made(
                "/v1/statements", {**body, "minimum_due": minimum, "past_due_included": sum(past_due)}
            )

    def pay(self, account: str, amount: int) -> None:
        self.api.made("/v1/payments", {"account_id": account, "amount": amount})

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return local_time.at(day, time(hour, minute), self.place.zone).astimezone(UTC)

    def live_until(self, day: date, hour: int, minute: int = 0) -> None:
        """Let the worker do all that falls due by then; what the preview promised must be what the phone was shown."""
        until = self.at(day, hour, minute)
        if until <= self.clock.now:
            return
        promised, began = self._promised(until), len(self.phone.taken)
        while (at := self._next()) is not None and at <= until:
            self._work(max(at, self.clock.now))
        self._work(until)
        self.api.sign_in(self.clock.now)
        shown = [at for at, _, _, _ in self.phone.taken[began:]]
        assert shown == promised, "the preview is what is sent"

    def _promised(self, until: datetime) -> list[datetime]:
        days = (until - self.clock.now).days + 2
        digests = self.api.get(f"/v1/preview?days={days}").json["digests"]
        instants = [datetime.fromisoformat(each["at"]) for each in digests if each["pushed"]]
        return [at for at in instants if at <= until]

    def _work(self, at: datetime) -> None:
        self.clock.move(to=at)
        series_rolling.roll(now=at)
        tick.tick(now=at)
        self.sender.send_all()

    @staticmethod
    def _next() -> datetime | None:
        query = Deadline.select(Deadline.next_reminder_at).where(Deadline.next_reminder_at.is_null(False))
        return query.order_by(Deadline.next_reminder_at).limit(1).scalar()  # type: ignore[no-any-return]

    def reminded(self, since: date) -> list[Reminded]:
        """Every line of every digest from a day on that reminds of a date, in the order of the days."""
        dues = {each["id"]: each for each in self._all("/v1/deadlines?limit=200")}
        found = []
        for told in self._all("/v1/inbox?limit=50"):
            on = local_time.local_date(datetime.fromisoformat(told["created_at"]), self.place.zone)
            named = (line["deadline_id"] for line in told["lines"] if on >= since)
            # What went well (`current_again`) is a line of the inbox and no date.
            for due in (dues[each] for each in named if each in dues):
                due_on = date.fromisoformat(due["due_on"])
                found.append(Reminded(on, due["kind"], due["account_id"], due_on))
        return sorted(found, key=lambda each: (each.on, each.due_on, each.kind))

    def newest_lines(self) -> list[dict[str, Any]]:
        """What the newest digest says, as it is worded now."""
        return list(self.api.get("/v1/inbox?limit=1").json["items"][0]["lines"])

    def _all(self, path: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        page = self.api.get(path).json
        while True:
            items += page["items"]
            if not page["next_cursor"]:
                return items
            page = self.api.get(f"{path}&cursor={page['next_cursor']}").json

    def days_past_due(self) -> dict[str, int]:
        """By account, as the home screen says it."""
        return {
            each["account_id"]: each["days_past_due"]
            for each in self.api.get("/v1/standing").json["accounts"]
        }

    def assert_a_calm_phone(self) -> None:
        """Nothing by night, nothing twice, nothing on the lock screen of whom or how much."""
        hours = {local_time.local(at, self.place.zone).hour for at, _, _, _ in self.phone.taken}
        assert hours and min(hours) >= 8 and max(hours) < 22
        keys = [key for _, _, key, _ in self.phone.taken]
        assert len(keys) == len(set(keys))
        shown = "\n".join(self.phone.titles + [body for _, _, _, body in self.phone.taken])
        assert not re.search(r"\d|[¥$£]", shown)
        assert not any(
            name in shown for name in (*self.place.issuers, "Acme", "debt", "债", "逾期", "past due")
        )
