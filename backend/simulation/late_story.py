"""Somebody 40 days past due on a card, from what a day costs to the first reminder of a plan that was agreed.

Told with the app and the worker in this process and a clock that moves: each sentence and number but a few is the
API's. What does not come raises StoryBroken.
"""

import secrets
import urllib.error
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import click

from backend.domain.calendar import local_time
from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.money.amount import format_money
from backend.simulation.in_process import InProcess, database_in
from backend.simulation.late_words import place_of, tell
from backend.simulation.plan_story import StoryBroken, need
from backend.simulation.play import MovedClock, run_until
from backend.simulation.show import Phone
from backend.store import migrations
from backend.store.database import bind, database
from backend.words.dates import short_day
from push.sender import Sender

DAYS_LATE = 40
_DUE_AFTER = timedelta(days=24)
_BALANCE, _MINIMUM = 600_000, 60_000
_INSTALMENT, _COUNT, _FIRST_IN = 100_000, 6, timedelta(days=12)
_TOLD_DAYS = (1, 10, 30)
_NIGHT, _MORNING = time(23, 10), time(10)


def tell_late_story(
    folder: Path, locale: str, now: datetime, should_stop: Callable[[], bool] = lambda: False
) -> None:
    """Tell all of it as of `now`'s morning, in a database of its own in `folder`; stops early when told to."""
    bind(database_in(folder))
    migrations.migrate(database)
    try:
        story = LateStory(folder, locale, now)
        for step in (
            story.costs,
            story.steps,
            story.words,
            story.call,
            story.complaint,
            story.plan,
            story.reminder,
        ):
            if should_stop():
                return
            step()
    except urllib.error.HTTPError as error:
        raise StoryBroken(f"{error.url} answers {error.read().decode(errors='replace').strip()}") from error
    finally:
        database.close()


class LateStory:
    """The borrower, her card, and what has been said so far."""

    def __init__(self, folder: Path, locale: str, now: datetime) -> None:
        self.locale, self.place = locale, place_of(locale)
        self.today = local_time.local_date(now, self.place.zone)
        self.clock = MovedClock(self._at(self.today, _MORNING))
        self.api = InProcess(folder, self.clock)
        self._move_in()
        click.secho("\n" + tell(locale, "title", days=DAYS_LATE), bold=True)

    def _at(self, day: date, hour: time) -> datetime:
        return local_time.at(day, hour, self.place.zone)

    def _move_in(self) -> None:
        here = {"zone": self.place.zone, "country": self.place.country}
        account = {"email": "late@graceday.example", "password": secrets.token_urlsafe(12)}
        self.api.register({**account, **here, "locale": self.locale})
        self.api.change("/v1/me", {"discreet": False, "region": self.place.region})
        self.api.post("/v1/devices", {"provider": "console", "token": "late", "platform": "console"})
        closed = self.today - timedelta(days=DAYS_LATE) - _DUE_AFTER
        terms = {"statement_day": closed.day, "due": {"days_after": _DUE_AFTER.days}, **self.place.terms}
        rule = {"minimum": {"percent_bp": 1_000, "floor": 10_000}}
        card = {"issuer": self.place.issuer, "last4": "4471", "apr_bp": 2_400, "opened_on": str(closed)}
        money = {"currency": self.place.currency}
        self.card = self.api.post("/v1/cards", {**card, **here, **money, "terms": {**terms, **rule}})["id"]
        self._bills(closed)
        cash = {"name": "Bank", "balance": 420_000, "reserve": 20_000}
        self.api.post("/v1/cash-accounts", {**cash, **money})
        first = month_day(month_index(self.today) + 1, 1)
        for label, direction, amount in (("Wages", "in", 600_000), ("Rent", "out", 350_000)):
            flow = {"label": label, "direction": direction, "rhythm": "month", "starts_on": str(first)}
            self.api.post("/v1/expected-flows", {**flow, "amount": amount, **money})

    def _bills(self, first: date) -> None:
        """Each bill that closed before today: none was paid, so each asks for the older ones again."""
        index, number = month_index(first), 0
        while (closes_on := month_day(index + number, first.day)) < self.today:
            asked = {"minimum_due": _MINIMUM * (number + 1), "past_due_included": _MINIMUM * number}
            dates = {"closes_on": str(closes_on), "due_on": str(closes_on + _DUE_AFTER)}
            self.api.post("/v1/statements", {"card_id": self.card, "balance": _BALANCE, **dates, **asked})
            number += 1

    def costs(self) -> None:
        found = self.api.get(f"/v1/cards/{self.card}/cost-of-lateness")
        need(found["days_past_due"] == DAYS_LATE, f"a card {DAYS_LATE} days past due")
        self._head("costs", issuer=self.place.issuer, balance=self._money(_BALANCE))
        for number in _TOLD_DAYS:
            day = found["days"][number - 1]
            self._say("until", day=self._day(day["on"]), amount=self._range(day["total"]))
        click.echo(f"  {found['steps'][0]['text']}")

    def steps(self) -> None:
        [card] = self.api.get("/v1/relief/next-steps")["accounts"]
        for head, part, most in (("first", "do_first", 1), ("ask", "ask_for", 3), ("not", "do_not", 2)):
            self._head(head)
            need(card[part], f"steps of the kind {part}")
            for step in card[part][:most]:
                click.echo(f"  {step['says']}")
                click.secho(f"    {step['why']}", dim=True)

    def words(self) -> None:
        scripts = self.api.get(f"/v1/relief/scripts?account_id={self.card}")["scripts"]
        script = next(each for each in scripts if each["kind"] == "cannot_pay_today")
        self._head("say")
        for line in script["lines"]:
            click.echo(f"  {line}")
        self._say("refused")
        for line in script["if_refused"]:
            click.echo(f"  {line}")

    def call(self) -> None:
        """It came the night before; so the log has it with its own hour."""
        at = self._at(self.today - timedelta(days=1), _NIGHT)
        body = {**self.place.caller, "account_id": self.card, "at": at.isoformat(), "outcome": "talked"}
        self.contact = self.api.post("/v1/contacts", body)
        broken = [each for each in self.contact["conduct"]["verdicts"] if each["answer"] == "broken"]
        need(broken, "a rule that a call at 23:10 breaks")
        self._head("call", firm=self.contact["firm"])
        for each in broken:
            self._say("broken", says=each["says"], law=each["law"])
            if not each["confirmed"]:
                click.secho(tell(self.locale, "unread"), dim=True)

    def complaint(self) -> None:
        made = self.api.post("/v1/complaints", {"contact_ids": [self.contact["id"]]})
        path = f"/v1/complaints/{made['id']}"
        self._head("letter")
        for line in self.api.get(f"{path}/letter.txt").decode().strip().splitlines():
            click.echo(f"  │ {line}".rstrip())
        sent = self.api.post(f"{path}/send", {})
        if sent["answer_by"]:
            self._say("answer_by", day=self._day(sent["answer_by"]), law=sent["clock"]["law"])
        else:
            self._say("no_time")

    def plan(self) -> None:
        """What can be offered, what is said, and what was agreed; where contents are asked for, one was not heard."""
        talks = self.api.post("/v1/negotiations", {"account_id": self.card, "kind": self.place.kind})
        path, first = f"/v1/negotiations/{talks['id']}", self.today + _FIRST_IN
        offer = self.api.get(f"{path}/offer?first_due_on={first}")
        need(offer["state"] == "affordable" and offer["amount"] >= _INSTALMENT, "an offer that can be kept")
        self._head("offer", most=self._money(offer["amount"]))
        asked = f"amount={_INSTALMENT}&count={_COUNT}&first_due_on={first}"
        for step in self.api.get(f"{path}/script?{asked}")["steps"]:
            click.echo(f"  {step['say']}")
        names = [each["name"] for each in talks["law"]["contents"]]
        body = {
            "repeats": {"amount": _INSTALMENT, "count": _COUNT, "first_due_on": str(first)},
            "agreed_how": "spoken",
            "contents": dict.fromkeys(names, "present") | ({"fees": "missing"} if "fees" in names else {}),
        }
        agreed = self.api.post(f"{path}/agreement", body)["agreement"]
        self._head("agreed", count=_COUNT, amount=self._money(_INSTALMENT), day=self._day(str(first)))
        for each in agreed["contents"]:
            if each["heard"] == "missing":
                self._say("not_heard", says=each["says"])

    def reminder(self) -> None:
        """The worker takes the clock to the morning of the first one, and the phone shows it."""
        now = self.api.get("/v1/standing")["accounts"][0]["days_past_due"]
        digests = self.api.get("/v1/preview?days=90")["digests"]
        ahead = [each for each in digests if any(item["kind"] == "plan_instalment" for item in each["items"])]
        need(ahead and now == 0, "reminders of the plan, and of nothing that it replaced")
        days = [local_time.local_date(datetime.fromisoformat(each["at"]), self.place.zone) for each in ahead]
        self._head("silent", days=self._listed(days[:3]))
        self._say("standing", was=DAYS_LATE, now=now)
        phone = Phone(self.locale, self.place.zone)
        run_until(
            datetime.fromisoformat(ahead[0]["at"]),
            self.clock,
            Sender({"console": phone}, self.clock).send_all,
        )
        need(phone.shown, "the first reminder on the phone")

    def _range(self, found: dict[str, Any]) -> str:
        low = self._money(found["low"] or 0)
        if found["high"] is None:
            return tell(self.locale, "unknown", low=low)
        high = self._money(found["high"])
        return low if low == high else tell(self.locale, "range", low=low, high=high)

    def _listed(self, days: list[date]) -> str:
        joint = "、" if self.locale == "zh-CN" else "; "
        return joint.join(self._day(str(day)) for day in days)

    def _say(self, key: str, **values: object) -> None:
        click.echo(tell(self.locale, key, **values))

    def _head(self, key: str, **values: object) -> None:
        click.secho("\n" + tell(self.locale, key, **values), bold=True)

    def _money(self, minor: int) -> str:
        return format_money(minor, self.place.currency, self.locale)

    def _day(self, day: str) -> str:
        return short_day(date.fromisoformat(day), self.locale)
