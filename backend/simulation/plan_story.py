"""From a file to a plan, over HTTP, as an app would: every number is the server's, and what is promised is asked for.

`Missing` says what did not come.
"""

import time as stopwatch
import urllib.error
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import click

from backend.clock import Clock
from backend.domain.calendar import local_time
from backend.domain.money.amount import format_money
from backend.simulation.api_client import Api
from backend.simulation.export_file import CARD_LAST4, alipay_file, bank_file
from backend.simulation.household import ZONE
from backend.simulation.plan_words import cadence, tell
from backend.simulation.plan_words import field as field_name
from backend.simulation.purchases import StagedLine
from backend.simulation.staging import CASH_FLOW, HORIZON, RESERVE, stage
from backend.words.dates import short_day

_READ_SECONDS, _PUSH_SECONDS, _POLL_SECONDS = 60.0, 20.0, 0.2
# What is held for longer than this is shown as held; the rest, even the last seconds of a night, is waited for.
_HELD = timedelta(seconds=5)


class StoryBroken(click.ClickException):
    """Something that the demo promises did not come."""


class _Told(Exception):
    """Told to end while waiting."""


@dataclass(slots=True)
class Story:
    """`plan_id` once there is a plan; `should_stop` is asked while waiting, and `pause` lets a moment pass."""

    api: Api
    locale: str
    clock: Clock
    should_stop: Callable[[], bool] = lambda: False
    pause: Callable[[], object] = partial(stopwatch.sleep, _POLL_SECONDS)
    plan_id: str = ""
    account_id: str = field(default="", init=False)

    def tell(self, lines: Sequence[StagedLine]) -> None:
        """The whole story; stops early, and silently, when told to."""
        today = self._today
        wallet = alipay_file(lines, today)
        steps: list[Callable[[], object]] = [
            lambda: self._files(bank_file(lines, today), wallet),
            self._series,
            self._forecast,
            self._plan,
            self._follow,
        ]
        try:
            for step in steps:
                if self.should_stop():
                    return
                step()
        except _Told:
            return
        except urllib.error.HTTPError as error:
            raise StoryBroken(
                f"{error.url} answers {error.read().decode(errors='replace').strip()}"
            ) from error
        except OSError as error:  # a server that was told to end as well answers nobody
            if not self.should_stop():
                raise StoryBroken(f"The server does not answer any more: {error}.") from error

    def _files(self, bank: bytes, wallet: bytes) -> None:
        body = {"name": self._words("account"), "currency": "CNY", "last4": CARD_LAST4, "reserve": RESERVE}
        self.account_id = self.api.post("/v1/cash-accounts", body)["id"]
        self._head("file")
        self._import("icbc-6621.csv", bank, account_id=self.account_id)
        report = self._import("alipay.csv", wallet)
        refused = self._all(f"/v1/imports/{report['id']}/rows?outcome=refused")
        need(refused, "the broken row of the wallet's file in the import's report")
        for row in refused:
            self._say("broken", **row | {"field": field_name(self.locale, row["field"])})
        rows = self._all("/v1/transactions")
        twins = sum(row["twin_of"] is not None for row in rows)
        need(twins, "a payment that both files tell")
        self._say("twins", twins=twins, repaid=sum(row["role"] == "repayment" for row in rows))
        self._head("again")
        again = self._import("alipay.csv", wallet)
        need(not again["counts"].get("added"), "a second import that adds nothing")

    def _import(self, name: str, content: bytes, **parts: str) -> Any:
        job = self.api.upload("/v1/imports", name, content, **parts)
        limit, told = stopwatch.monotonic() + _READ_SECONDS, 0
        while job["state"] in ("queued", "reading"):
            if self.should_stop():
                raise _Told
            need(stopwatch.monotonic() < limit, f"that {name} is read; it is {job['state']}")
            self.pause()
            job = self.api.get(f"/v1/imports/{job['id']}")
            if job["state"] == "reading" and job["rows_done"] > told:
                told = job["rows_done"]
                self._say("reading", name=name, done=told, total=job["rows_total"])
        if job["state"] != "done":
            raise StoryBroken(f"{name} was refused: {job['message']}")
        counts = {"added": 0, "duplicate": 0, "refused": 0} | job["counts"]
        self._say("read", name=name, **counts)
        return job

    def _series(self) -> None:
        self._head("series")
        found = [row for row in self._all("/v1/recurring") if row["counted"]]
        for row in found:
            self._say(
                "one",
                label=row["label"],
                amount=self._money(row["expected"]),
                cadence=cadence(self.locale, row["cadence"]),
                day=self._day(row["next_on"]),
            )
            for change in row["changes"]:
                key = "risen" if change["kind"] == "price_rise" else "trial"
                sums = {name: self._money(change[name]) for name in ("was", "now")}
                self._say(key, day=self._day(change["on"]), **sums)
        need(any(row["changes"] for row in found), "the subscription whose price rose")

    def _forecast(self) -> None:
        stage(self.api, self.account_id, self._words("bill"), today=self._today)
        flow = self.api.get(CASH_FLOW)
        self._head("forecast", balance=self._money(flow["balance"]), reserve=self._money(flow["reserve"]))
        for due in flow["fundings"]:
            self._say(
                due["funded"],
                day=self._day(due["on"]),
                amount=self._money(due["amount"]),
                name=due["name"],
                short=self._money(due["shortfall"]),
            )
        need(flow["shortfall"], "a minimum that is not funded as things are")

    def _plan(self) -> None:
        self._head("plan")
        plan = self.api.post("/v1/cut-plans", {"currency": "CNY", "days": HORIZON})
        self.plan_id = plan["id"]
        for number, line in enumerate(plan["lines"], start=1):
            click.echo(f"  {number}. {line['text']}")
            click.secho(f"     {line['why_not_less']}", dim=True)
        click.echo(f"  {plan['summary']}")
        need(plan["feasible"] and plan["lines"], "a plan that funds everything")

    def _follow(self) -> None:
        """Accept the plan, then spend most of an envelope: the phone hears of it."""
        self.api.post(f"/v1/cut-plans/{self.plan_id}/accept")
        self._head("accepted")
        need(self._all("/v1/envelopes"), "an envelope of the accepted plan")
        envelopes = self._all("/v1/envelopes?current=true")
        for row in envelopes:
            self._envelope(row)
        if envelopes:
            self._spend(envelopes)

    def _spend(self, envelopes: list[Any]) -> None:
        """Most of the largest envelope of this week."""
        chosen = max(envelopes, key=lambda row: (row["amount"], row["id"]))
        amount = chosen["amount"] * 9 // 10
        body = {"account_id": self.account_id, "booked_on": str(self._today), "amount": -amount}
        self.api.post("/v1/transactions", body | {"category": chosen["category"]})
        self._head("spent", amount=self._money(amount), category=chosen["category_name"])
        now = next(row for row in self._all("/v1/envelopes?current=true") if row["id"] == chosen["id"])
        need(now["state"] == "near", "an envelope that is nearly used up")
        self._envelope(now)
        self._heard(now)

    @property
    def _today(self) -> date:
        return local_time.local_date(self.clock(), ZONE)

    def _heard(self, envelope: dict[str, Any]) -> None:
        """Wait for the push; in quiet hours, show when it will come."""
        limit = stopwatch.monotonic() + _PUSH_SECONDS
        while not (self.should_stop() or self._in_inbox(envelope) or self._in_preview(envelope)):
            need(stopwatch.monotonic() < limit, "a push about the envelope")
            self.pause()

    def _in_inbox(self, envelope: dict[str, Any]) -> bool:
        for told in self.api.get("/v1/inbox?limit=5")["items"]:
            sent = any(each["state"] == "accepted" for each in told["deliveries"])
            titles = [line["title"] for line in told["lines"]]
            if any(envelope["category_name"] in title for title in titles) and (sent or not told["pushed"]):
                self._say("pushed" if sent else "kept")
                click.echo("\n".join(f"  │ {title}" for title in titles))
                return True
        return False

    def _in_preview(self, envelope: dict[str, Any]) -> bool:
        for digest in self.api.get("/v1/preview?days=2")["digests"]:
            at = datetime.fromisoformat(digest["at"])
            kinds = {item["kind"] for item in digest["items"]}
            if "envelope" in kinds and at > self.clock() + _HELD:
                sums = {key: self._money(envelope[key]) for key in ("left", "amount")}
                hour = f"{local_time.local(at, ZONE):%H:%M}"
                self._say("later", time=hour, name=envelope["category_name"], **sums)
                return True
        return False

    def _envelope(self, row: dict[str, Any]) -> None:
        days = {"first": self._day(row["from_on"]), "last": self._day(row["to_on"])}
        sums = {name: self._money(row[name]) for name in ("left", "amount")}
        self._say("envelope", category=row["category_name"], **days, **sums)

    def _all(self, path: str) -> list[Any]:
        """Every page of a list."""
        items, joint = [], "&" if "?" in path else "?"
        page = self.api.get(f"{path}{joint}limit=200")
        while True:
            items += page["items"]
            if page["next_cursor"] is None:
                return items
            page = self.api.get(f"{path}{joint}limit=200&cursor={page['next_cursor']}")

    def _words(self, key: str, **values: object) -> str:
        return tell(self.locale, key, **values)

    def _say(self, key: str, **values: object) -> None:
        click.echo(self._words(key, **values))

    def _head(self, key: str, **values: object) -> None:
        click.secho("\n" + self._words(key, **values), bold=True)

    def _money(self, minor: int) -> str:
        return format_money(minor, "CNY", self.locale)

    def _day(self, day: str) -> str:
        return short_day(date.fromisoformat(day), self.locale)


def need(there: object, what: str) -> None:
    """Raise StoryBroken where what the demo promises did not come."""
    if not there:
        raise StoryBroken(f"The demo promises {what}: that did not come.")
