"""The planner turns needs into visits: the days on which one bureau's report is looked at, from today on.

A visit serves every need whose day has come. It takes place on the last day of the needs that come within the first
one's time to wait, so that they share it, but never later than one of them allows. It waits for a free report,
except that a look before an application cannot. Looks already made count as reports used.

Where nothing else does, a look falls due so many days after the last one. The bureaus of one country take turns: each
keeps to its own days, and after a look made for another cause it comes back to them early rather than late.

What was promised stands: a promised day that still serves the first need, and is lawful, is taken as it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.negative_marks import named
from backend.domain.bureau.reasons_to_look import SHARED_DAYS, Need, NeedReason

_FREE = ("report.free_count", "report.free_days", "report.free_window", "report.online")
TOGETHER_DAYS = 7  # so much later a visit may be, to fall on another bureau's day


@dataclass(frozen=True, slots=True)
class Visit:
    """`forced`: no report was free on that day; `kept_key` where it is one that was promised."""

    on: date
    needs: tuple[Need, ...]
    forced: bool
    kept_key: str | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A bureau's own days: `first_on` and every `report.look_every_days` from there.

    After a look it comes back to them unless that is sooner than `step_days`, the time to the next bureau's days.
    """

    bureau: str
    first_on: date
    step_days: int


@dataclass(frozen=True, slots=True)
class Promised:
    """A day promised before, not before today, and the key it was promised under."""

    on: date
    key: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """The days on which the next visit may be, the one it takes by itself, and whether it takes it unfree."""

    first: date
    by_itself: date
    last: date
    forced: bool


@dataclass(slots=True)
class VisitPlanner:
    """One bureau's walk. `needs` by day, `pulls` the looks made, oldest first, `promised` and `others` by day."""

    country_law: CountryLaw
    turn: Turn
    needs: Sequence[Need]
    pulls: list[date]
    promised: Sequence[Promised]
    others: Sequence[date]
    today: date
    end: date
    urgent: list[Need] = field(init=False)

    def __post_init__(self) -> None:
        self.urgent = [need for need in self.needs if need.urgent]

    def visits(self) -> Iterator[Visit]:
        """Every visit up to the end, in order."""
        start = 0
        routine = self._routine(self.turn.first_on)
        while True:
            first = self._first(start, routine)
            if self._day(first) > self.end:
                return
            slot = self._slot(first, start)
            alone = self._next_day(start) > slot.by_itself
            urgent = self._urgent_after(slot.by_itself) if alone else None
            if urgent and self._takes_from(urgent, slot.by_itself):
                routine = replace(self._routine(urgent.reason.on), identity=routine.identity)
                continue
            kept = self._promise(slot)
            on = kept.on if kept else slot.by_itself if alone else self._beside(slot)
            if on > self.end:
                return
            stop = self._stop(start, on)
            served = [*self.needs[start:stop], *([routine] if self._day(routine) <= on else [])]
            yield Visit(on, tuple(served), slot.forced, kept.key if kept else None, self._free_rules(on))
            self.pulls.append(on)
            start, routine = stop, self._routine(self._after(on))

    def _first(self, start: int, routine: Need) -> Need:
        return routine if self._day(routine) < self._next_day(start) else self.needs[start]

    def _next_day(self, start: int) -> date:
        return self._day(self.needs[start]) if start < len(self.needs) else date.max

    def _day(self, need: Need) -> date:
        """What should have been looked at before is due today."""
        return max(need.reason.on, self.today)

    def _last(self, need: Need) -> date:
        return max(need.until_on, self.today)

    def _stop(self, start: int, on: date) -> int:
        """The first need after `start` whose day comes after `on`."""
        while self._next_day(start) <= on:
            start += 1
        return start

    def _slot(self, first: Need, start: int) -> _Slot:
        """When a visit for `first` may be: free where it can wait, sooner where an application cannot."""
        free = self._free_from(self._day(first))
        on, last = self._shared(self._day(first), self._last(first), start)
        pressing = [
            self.needs[position]
            for position in range(start, self._stop(start, free))
            if self.needs[position].urgent
        ]
        if not any(self._last(need) < free for need in pressing):
            return _Slot(max(self._day(first), free), max(on, free), max(last, free), False)
        urgent = min(pressing, key=self._last)
        after = self._stop(start, self._day(urgent))
        on, last = self._shared(self._day(urgent), self._last(urgent), after)
        return _Slot(self._day(urgent), on, last, True)

    def _shared(self, on: date, last: date, start: int) -> tuple[date, date]:
        """The day of the last need that can share the visit, and the last day that all of them allow."""
        while self._next_day(start) <= last:
            on, last = self._next_day(start), min(last, self._last(self.needs[start]))
            start += 1
        return on, last

    def _free_from(self, on: date) -> date:
        """The first day on which a report is free, by the reports used so far; at once where one online always is."""
        law = self.country_law
        count, days = law.find("report.free_count", on), law.find("report.free_days", on)
        if count is None or law.find("report.online", on):
            return date.min
        used = int(count.value)
        if law.find("report.free_window", on):
            this_year = [pull for pull in self.pulls if pull.year == on.year]
            full = 0 < used <= len(this_year) and on.year < date.max.year
            return date(on.year + 1, 1, 1) if full else date.min
        if days is None or not 0 < used <= len(self.pulls):
            return date.min
        return self.pulls[-used] + timedelta(days=int(days.value))

    def _free_rules(self, on: date) -> tuple[str, ...]:
        rules = (self.country_law.find(key, on) for key in _FREE)
        return tuple(named(rule) for rule in rules if rule)

    def _urgent_after(self, on: date) -> Need | None:
        position = bisect_right(self.urgent, on, key=self._day)
        return self.urgent[position] if position < len(self.urgent) else None

    def _takes_from(self, urgent: Need, on: date) -> bool:
        """Whether a routine look on that day would use the free report of an application's."""
        if self._free_from(on) > self._last(urgent):
            return False
        self.pulls.append(on)
        taken = self._free_from(on) > self._last(urgent)
        self.pulls.pop()
        return taken

    def _promise(self, slot: _Slot) -> Promised | None:
        position = bisect_left(self.promised, slot.first, key=lambda promised: promised.on)
        found = self.promised[position] if position < len(self.promised) else None
        return found if found and found.on <= slot.last else None

    def _beside(self, slot: _Slot) -> date:
        """Another bureau's day that does as well, so that one push names both; or the visit's own."""
        position = bisect_left(self.others, slot.by_itself)
        latest = min(slot.last, slot.by_itself + timedelta(days=TOGETHER_DAYS))
        if position < len(self.others) and self.others[position] <= latest:
            return self.others[position]
        return slot.by_itself

    def _routine(self, on: date) -> Need:
        """The look that is due because the last was so long ago."""
        rules: tuple[str, ...] = ()
        if self.country_law.has("report.look_every_days", self.today):
            rules = (named(self.country_law.rule("report.look_every_days", self.today)),)
        identity = f"periodic:{on.isoformat()}"
        until_on = min(on, date.max - timedelta(days=SHARED_DAYS)) + timedelta(days=SHARED_DAYS)
        return Need(NeedReason("periodic", self.turn.bureau, on), until_on, False, identity, rules)

    def _after(self, looked_on: date) -> date:
        """The bureau's last own day within the interval; the interval's end where that day is hardly later."""
        if not self.country_law.has("report.look_every_days", self.today):
            return date.max
        every = self.country_law.number("report.look_every_days", self.today)
        latest = looked_on + timedelta(days=every)
        own = latest - timedelta(days=(latest - self.turn.first_on).days % every)
        return own if (own - looked_on).days >= self.turn.step_days else latest


def turns(
    country_law: CountryLaw, last_looks: Mapping[str, date], promised_routine: Mapping[str, date], today: date
) -> list[Turn]:
    """Each bureau's first own day: within the interval of its last look, and a step before the next bureau's.

    Those never looked at begin today, or a step behind the latest look, and follow a step apart, each on the day that
    was promised if that is sooner. They have no own days beyond: from then on their looks decide.
    """
    if not country_law.has("report.look_every_days", today):
        return [Turn(bureau.id, date.max, 1) for bureau in country_law.bureaus]
    every = country_law.number("report.look_every_days", today)
    step = max(1, every // max(1, len(country_law.bureaus)))
    seen = sorted((last_looks[each.id], each.id) for each in country_law.bureaus if each.id in last_looks)
    found: list[Turn] = []
    following = date.max
    for looked_on, bureau in reversed(seen):
        following = min(looked_on + timedelta(days=every), following - timedelta(days=step))
        found.append(Turn(bureau, following, step))
    first = max(today, seen[-1][0] + timedelta(days=step)) if seen else today
    for bureau in (each.id for each in country_law.bureaus if each.id not in last_looks):
        begins = first + timedelta(days=step * (len(found) - len(seen)))
        found.append(Turn(bureau, min(begins, promised_routine.get(bureau, begins)), every))
    return found
