"""Forecasts of invented households held against what happened to them: 9, 12 and 24 months in, 90 days out.

Each household has one past and many futures (`household_kinds`). Of each kind: how many days end inside the low-high
band, how wide that is beside the futures' own 10-90 band, how far off day 90 is beside "the same as the last 90 days",
and how often each "yes", "at risk" and "no" came true. The kinds of `HELD_OUT` were not looked at while the forecast
was made.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from backend.domain.spending.forecast.cash_flow import Due, Forecast, forecast
from backend.domain.spending.forecast.household_outlook import FoundLine, outlook_of
from benchmarks.ground import Ratio
from benchmarks.household_kinds import HELD_OUT, KINDS
from benchmarks.household_lives import Life, Line

DAYS = 90
MONTHS = (9, 12, 24)
FUTURES = 24
DUE_DAYS = (15, 40, 80)
MEANINGS = ("yes", "at_risk", "no")


@dataclass
class Tally:
    """What was counted of one kind."""

    inside: int = 0
    days: int = 0
    width: float = 0.0
    own_width: float = 0.0
    off: list[float] = field(default_factory=list)
    naive_off: list[float] = field(default_factory=list)
    said: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    seconds: list[float] = field(default_factory=list)


def run(quick: bool) -> Iterator[Ratio]:
    """Every kind, and all of them together."""
    tallies = {}
    for number, kind in enumerate(KINDS):
        tally = Tally()
        for months in MONTHS:
            for seed in range(2 if quick else 6):
                name = _try(kind, number * 1000 + seed * 10 + months, months, tally)
        tallies[name] = tally
        yield from _kind(name + (" (held out)" if name in HELD_OUT else ""), tally)
    yield from _together(tallies)


def _try(kind, seed: int, months: int, tally: Tally) -> str:  # type: ignore[no-untyped-def]
    """One household at one age: its forecast against each of its futures."""
    chance = Random(seed)
    today = date(2025, 1, 1) + timedelta(days=chance.randrange(365))
    country = ("US", "CN")[seed // 10 % 2]
    life: Life = kind(chance, country, today)
    first = today - timedelta(days=months * 365 // 12)
    past = life.lines(first, today - timedelta(days=1), Random(seed + 1))
    began = time.perf_counter()
    seen = outlook_of(
        [FoundLine(str(n), *line) for n, line in enumerate(past)],
        first=first,
        today=today,
        days=DAYS,
        country=country,
    )
    made = forecast(
        today=today,
        days=DAYS,
        balance=0,
        reserve=0,
        flows=seen.flows,
        dues=[],
        typical=seen.typical,
        band=seen.band,
    )
    tally.seconds.append(time.perf_counter() - began)
    futures = [
        _balances(life.lines(today, today + timedelta(days=DAYS - 1), Random(seed * 100 + n)), today)
        for n in range(FUTURES)
    ]
    _count(made, futures, -_net(past, today - timedelta(days=DAYS)), tally)
    _judge(seen, today, futures, chance, tally)
    return life.kind


def _net(lines: list[Line], since: date) -> int:
    return -sum(line.amount for line in lines if line.on >= since)


def _balances(lines: list[Line], today: date) -> list[int]:
    moved = [0] * DAYS
    for line in lines:
        moved[(line.on - today).days] += line.amount
    balance, found = 0, []
    for each in moved:
        balance += each
        found.append(balance)
    return found


def _count(made: Forecast, futures: list[list[int]], naive: int, tally: Tally) -> None:
    for n, day in enumerate(made.days):
        ends = sorted(future[n] for future in futures)
        tally.inside += sum(day.low <= end <= day.high for end in ends)
        tally.days += len(ends)
        tally.width += day.high - day.low
        tally.own_width += statistics.quantiles(ends, n=10)[-1] - statistics.quantiles(ends, n=10)[0]
    for future in futures:
        tally.off.append(abs(future[-1] - made.days[-1].expected))
        tally.naive_off.append(abs(future[-1] - naive))


def _judge(seen, today: date, futures: list[list[int]], chance: Random, tally: Tally) -> None:  # type: ignore[no-untyped-def]
    """A due on three days, with a balance that makes it near: what was said against what came."""
    for day in DUE_DAYS:
        ends = [future[day] for future in futures]
        reach = max(ends) - min(ends) + abs(sum(ends)) // len(ends) // 4 + 1
        amount = chance.randrange(20_000, 200_000)
        balance = amount - sum(ends) // len(ends) + chance.randrange(-2 * reach, 2 * reach)
        made = forecast(
            today=today,
            days=DAYS,
            balance=balance,
            reserve=0,
            flows=seen.flows,
            dues=[Due("due", today + timedelta(days=day), amount, "due", 1)],
            typical=seen.typical,
            band=seen.band,
        )
        tally.said[made.fundings[0].funded] += [balance + end - amount >= 0 for end in ends]


def _kind(name: str, tally: Tally) -> Iterator[Ratio]:
    inside = tally.inside / tally.days
    width = tally.width / max(1.0, tally.own_width)
    error = statistics.mean(tally.off) / max(1.0, statistics.mean(tally.naive_off))
    yield Ratio(f"{name}: days inside the band", inside, 0.80, note="at most 0.95")
    yield Ratio(f"{name}: not too many", inside, 0.95, at_most=True)
    yield Ratio(f"{name}: width beside its futures' 10-90", width, 2.0, at_most=True)
    yield Ratio(
        f"{name}: day-90 error beside the naive",
        error,
        1.0,
        at_most=True,
        note=f"{max(tally.seconds) * 1000:.0f} ms at most",
    )


def _together(tallies: dict[str, Tally]) -> Iterator[Ratio]:
    errors = [
        statistics.mean(each.off) / max(1.0, statistics.mean(each.naive_off)) for each in tallies.values()
    ]
    yield Ratio("all kinds: day-90 error beside the naive, mean", statistics.mean(errors), 0.7, at_most=True)
    true = {}
    for word in MEANINGS:
        came = [held for each in tallies.values() for held in each.said[word]]
        true[word] = sum(came) / max(1, len(came))
        print(f"     said {word}: {len(came)} times, funded {true[word]:.3f}")
    yield Ratio("all kinds: a yes that came true", true["yes"], 0.95)
    yield Ratio("all kinds: a no that came true", 1 - true["no"], 0.80)
    between = 1 - true["no"] >= 0.8 and 1 - true["no"] <= 1 and true["no"] < true["at_risk"] < true["yes"]
    yield Ratio(
        "all kinds: at risk lies in between", float(between), 1.0, note=f"{true['at_risk']:.2f} funded"
    )
