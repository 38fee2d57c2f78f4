"""A checkpoint is a day to look at a bureau's report and why; all up to a horizon are computed from facts alone.

Needs come from what happened (`needs`), days from how they share visits and free reports (`visits`). Nothing is
remembered but what was promised: a visit that was shown once keeps its key and its day as long as it serves its
needs there, so that computing again does not shuffle reminders. A fact that is taken back takes its reason along,
and a visit without reasons is no more.

All is linear in the dues, but for sorting the needs.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import History, ReportLook
from backend.domain.bureau.reasons_to_look import Bureau, Need, needs_by_bureau
from backend.domain.bureau.reasons_to_look import NeedReason as Reason
from backend.domain.bureau.report_visits import Promised, Turn, Visit, VisitPlanner, turns

HORIZON_DAYS = 400


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One visit to one bureau's report. `key` is its own for ever: "country:bureau:" and its first need.

    `reasons` by day; what could not wait for a free report comes first. `rules`: "key@from_on" of each rule used.
    """

    key: str
    country: str
    bureau: str
    on: date
    reasons: tuple[Reason, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptVisit:
    """A visit as it was promised: the `key`, `bureau` and `on` of a Checkpoint that is not done yet."""

    key: str
    bureau: str
    on: date


def checkpoints(
    history: History,
    country_laws: Mapping[str, CountryLaw],
    *,
    today: date,
    horizon_days: int = HORIZON_DAYS,
    kept: Sequence[KeptVisit] = (),
) -> tuple[Checkpoint, ...]:
    """The visits from today to the horizon by day, country and bureau; `country_laws` by country, others are left out.

    What should have been looked at before is due today. Without `kept`, the days may differ from those told before.
    """
    end = today + timedelta(days=horizon_days)
    looks = _looks(history.looked)
    last_looks = {bureau: days[-1] for bureau, days in looks.items()}
    needs = needs_by_bureau(history, country_laws, last_looks, today, end)
    promised = _promised(kept, today)
    found: list[Checkpoint] = []
    for country in sorted({country for country, _ in needs}):
        country_law = country_laws[country]
        found += _of_place(
            country_law, needs, looks, promised, _turns(country_law, last_looks, kept, today), today, end
        )
    return tuple(sorted(found, key=lambda each: (each.on, each.country, each.bureau)))


def _of_place(
    country_law: CountryLaw,
    needs: Mapping[Bureau, list[Need]],
    looks: Mapping[Bureau, list[date]],
    promised: Mapping[Bureau, list[Promised]],
    in_turn: list[Turn],
    today: date,
    end: date,
) -> list[Checkpoint]:
    """Each bureau by itself, then again beside the days of the others, so that near visits meet on one day."""

    def walk(turn: Turn, others: Iterable[date]) -> list[Visit]:
        bureau = (country_law.country, turn.bureau)
        planner = VisitPlanner(
            country_law=country_law,
            turn=turn,
            needs=needs.get(bureau, ()),
            pulls=list(looks.get(bureau, ())),
            promised=promised.get(bureau, ()),
            others=sorted(set(others)),
            today=today,
            end=end,
        )
        return list(planner.visits())

    planned = {turn.bureau: walk(turn, ()) for turn in in_turn}
    for turn in in_turn:
        beside = (visit.on for bureau, visits in planned.items() if bureau != turn.bureau for visit in visits)
        planned[turn.bureau] = walk(turn, beside)
    found: list[Checkpoint] = []
    for name, visits in planned.items():
        at = (country_law.country, name)
        found += _named(at, visits, {each.key for each in promised.get(at, ())}, new=at not in looks)
    return found


def _looks(looked: Iterable[ReportLook]) -> dict[Bureau, list[date]]:
    found: dict[Bureau, list[date]] = defaultdict(list)
    for look in looked:
        found[look.country, look.bureau].append(look.on)
    for days in found.values():
        days.sort()
    return found


def _promised(kept: Iterable[KeptVisit], today: date) -> dict[Bureau, list[Promised]]:
    """What was promised at each bureau by day; what is past and still promised is due today."""
    found: dict[Bureau, list[Promised]] = defaultdict(list)
    for each in kept:
        country, bureau, _ = each.key.split(":", 2)
        found[country, bureau].append(Promised(max(each.on, today), each.key))
    for days in found.values():
        days.sort(key=lambda promised: (promised.on, promised.key))
    return found


def _turns(
    country_law: CountryLaw, last_looks: Mapping[Bureau, date], kept: Iterable[KeptVisit], today: date
) -> list[Turn]:
    """Turns by the looks made; where there was none yet, by the first routine look that was promised."""
    own = {bureau.id: (country_law.country, bureau.id) for bureau in country_law.bureaus}
    seen = {bureau: last_looks[key] for bureau, key in own.items() if key in last_looks}
    routine: dict[str, date] = {}
    for each in kept:
        country, bureau, identity = each.key.split(":", 2)
        code, _, day = identity.partition(":")
        if country == country_law.country and code == "periodic":
            on = date.fromisoformat(day[:10])
            routine[bureau] = min(on, routine.get(bureau, on))
    return turns(country_law, seen, routine, today)


def _named(at: Bureau, visits: Sequence[Visit], promised: set[str], *, new: bool) -> list[Checkpoint]:
    """Each visit under the key that it was promised under, or else one of its needs'; no two share one.

    A bureau never looked at has no other memory of its first routine look than its key, so that one goes before.
    """
    taken = {visit.kept_key for visit in visits if visit.kept_key}
    found = []
    for visit in visits:
        needs = sorted(visit.needs, key=lambda need: _rank(need, visit.forced))
        names = {need.identity: f"{at[0]}:{at[1]}:{need.identity}" for need in needs}
        routine = [names[need.identity] for need in needs if new and need.reason.code == "periodic"]
        key = visit.kept_key
        if key is None or any(name in promised and name not in taken for name in routine):
            key = _free_key([*routine, *names.values()], promised, taken)
        taken.add(key)
        rules = {rule for need in needs for rule in need.rules} | set(visit.rules)
        reasons = tuple(need.reason for need in needs)
        found.append(Checkpoint(key, at[0], at[1], visit.on, reasons, tuple(sorted(rules))))
    return found


def _rank(need: Need, forced: bool) -> tuple[bool, date, str]:
    return (not (forced and need.urgent), need.reason.on, need.identity)


def _free_key(names: Sequence[str], promised: set[str], taken: set[str]) -> str:
    """The first name, those promised before (the visit has moved); one in use by another visit gets a number.

    That happens where a key has outlived the need that it was named for, and the need comes back.
    """
    free = [name for name in names if name not in taken]
    if free:
        return next((name for name in free if name in promised), free[0])
    number = 2
    while f"{names[0]}:{number}" in taken:
        number += 1
    return f"{names[0]}:{number}"
