"""Checkpoints against needs counted by hand: each is covered once, on a lawful day, and stays where it was put.

The oracle knows the place's numbers, reads the history due by due and day by day, and shares no code with what it
judges.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.bureau.checkpoint import Checkpoint, KeptVisit, checkpoints
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.history import (
    ClosedDispute,
    History,
    OwnAccount,
    PastDue,
    PlannedApplication,
    ReportLook,
)
from tests.domain.bureau.countries_samples import TODAY, account, country_law, due

HORIZON = 400
SHARED = 14
BOUNDARIES = (30, 60, 90)
LATE_SEEN, CHANGE_SEEN, BEFORE, STAYS = 45, 40, 60, 90
FREE = st.sampled_from([(1, 7), (1, 30), (2, 365), (1, 365)])
EVERY = st.sampled_from([60, 120, 180])


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@dataclass(frozen=True)
class Wanted:
    """One need as the oracle counts it."""

    code: str
    subject_id: str
    on: date
    until: date


@st.composite
def accounts(draw: st.DrawFn, number: int, bureaus: tuple[str, ...]) -> OwnAccount:
    starts = draw(st.lists(st.integers(0, 420), max_size=6, unique=True).map(sorted))
    dues = tuple(
        replace(
            due(
                day(-start),
                draw(st.sampled_from([None, 0, 2, 29, 30, 64, 130])),
                grace=draw(st.integers(0, 3)),
            ),
            deadline_id=f"dl_{number}_{start}",
            excused=draw(st.sampled_from([False, False, False, True])),
        )
        for start in reversed(starts)
    )
    ended = draw(st.sampled_from(["", "", "paid_off", "closed", "settled", "charged_off"]))
    ended_on = day(-draw(st.integers(0, 100))) if ended else None
    some = draw(st.lists(st.sampled_from(bureaus), unique=True).map(tuple))
    return account(*dues, id=f"acc_{number}", ended=ended, ended_on=ended_on, bureaus=some)


@st.composite
def cases(draw: st.DrawFn) -> tuple[History, CountryLaw]:
    bureaus = draw(st.sampled_from([("east",), ("east", "west"), ("east", "middle", "west")]))
    count, window = draw(FREE)
    where = country_law(
        bureaus=bureaus,
        report__free_count=count,
        report__free_days=window,
        report__look_every_days=draw(EVERY),
    )
    looks = draw(st.lists(st.tuples(st.sampled_from(bureaus), st.integers(-400, 0)), max_size=6))
    return History(
        tuple(draw(accounts(number, bureaus)) for number in range(draw(st.integers(0, 3)))),
        tuple(ReportLook("US", name, day(offset)) for name, offset in looks),
        tuple(
            ClosedDispute(
                f"dsp_{number}", "US", draw(st.sampled_from(bureaus)), day(-draw(st.integers(0, 150)))
            )
            for number in range(draw(st.integers(0, 2)))
        ),
        tuple(
            PlannedApplication(f"app_{number}", "US", day(draw(st.integers(-5, 300))))
            for number in range(draw(st.integers(0, 2)))
        ),
    ), where


def of_accounts(history: History, bureau: str) -> Iterator[Wanted]:
    for each in history.accounts:
        if each.bureaus and bureau not in each.bureaus:
            continue
        for late in each.dues:
            ended = late.met_on or TODAY
            on_time = late.excused or ended <= late.last_chance_on
            for boundary in BOUNDARIES:
                if not on_time and (ended - late.due_on).days >= boundary:
                    on = late.due_on + timedelta(days=boundary + LATE_SEEN)
                    yield Wanted("late_reported", late.deadline_id, on, on + timedelta(days=SHARED))
        if each.ended_on:
            on = each.ended_on + timedelta(days=CHANGE_SEEN)
            yield Wanted(each.ended, each.id, on, on + timedelta(days=SHARED))


def wanted(history: History, bureau: str) -> list[Wanted]:
    """Every need of a bureau that no look has met; marks of these histories drop off long after the horizon."""
    found = list(of_accounts(history, bureau))
    for dispute in history.disputes:
        if dispute.bureau == bureau:
            on = dispute.answered_on + timedelta(days=STAYS)
            found.append(Wanted("dispute_closed", dispute.id, on, on + timedelta(days=SHARED)))
    for planned in history.applications:
        if planned.on >= TODAY:
            on = planned.on - timedelta(days=BEFORE)
            until = min(planned.on, on + timedelta(days=SHARED))
            found.append(Wanted("before_application", planned.id, on, until))
    looks = [look.on for look in history.looked if look.bureau == bureau]
    return [need for need in found if need.on <= day(HORIZON) and not any(look >= need.on for look in looks)]


def at(found: tuple[Checkpoint, ...], bureau: str) -> list[Checkpoint]:
    return [each for each in found if each.bureau == bureau]


@dataclass(frozen=True)
class Free:
    """The free reports of a bureau: whether one more pull on a day leaves every window with no more than those."""

    count: int
    window: int
    pulls: tuple[date, ...]

    def on(self, on: date) -> bool:
        return sum(1 for pull in self.pulls if on - timedelta(days=self.window) < pull < on) < self.count

    def between(self, first: date, before: date) -> bool:
        days = range((min(before, day(HORIZON + 1)) - first).days)
        return any(self.on(first + timedelta(days=n)) for n in days)


def free(history: History, where: CountryLaw, found: tuple[Checkpoint, ...], bureau: str) -> Free:
    looks = [look.on for look in history.looked if look.bureau == bureau]
    return Free(
        where.number("report.free_count", TODAY),
        where.number("report.free_days", TODAY),
        tuple(looks + [each.on for each in at(found, bureau)]),
    )


def compute(history: History, where: CountryLaw, kept: Sequence[KeptVisit] = ()) -> tuple[Checkpoint, ...]:
    return checkpoints(history, {"US": where}, today=TODAY, horizon_days=HORIZON, kept=kept)


def as_kept(found: tuple[Checkpoint, ...]) -> list[KeptVisit]:
    return [KeptVisit(each.key, each.bureau, each.on) for each in found]


def judge(
    history: History, where: CountryLaw, found: tuple[Checkpoint, ...], kept: Sequence[KeptVisit] = ()
) -> None:
    """All that must hold of any answer, whatever was promised before."""
    assert len({each.key for each in found}) == len(found)
    for bureau in (each.id for each in where.bureaus):
        made = at(found, bureau)
        assert all(TODAY <= each.on <= day(HORIZON) and each.reasons for each in made)
        assert [each.on for each in made] == sorted({each.on for each in made})
        pulls = free(history, where, found, bureau)
        judge_needs(history, made, pulls, bureau)
        assert all(pulls.on(each.on) or each.reasons[0].code == "before_application" for each in made)
        judge_routine(history, where, made, pulls, {each.on for each in kept if each.bureau == bureau})


def judge_needs(history: History, made: list[Checkpoint], pulls: Free, bureau: str) -> None:
    """Each need is covered by one visit, not before its day, and late only where no report was free."""
    needs = wanted(history, bureau)
    told = [(reason, each.on) for each in made for reason in each.reasons if reason.code != "periodic"]
    days = {(reason.code, reason.subject_id, reason.on): on for reason, on in told}
    assert len(days) == len(told)
    assert set(days) <= {(need.code, need.subject_id, need.on) for need in needs}
    for need in needs:
        on = days.get((need.code, need.subject_id, need.on), day(HORIZON + 1))
        soonest = max(need.until, TODAY)
        assert on >= need.on
        if need.code == "before_application":
            assert on <= max(soonest, day(HORIZON + 1)) if on > day(HORIZON) else on <= soonest
        else:
            assert not pulls.between(soonest, on)


def judge_routine(
    history: History, where: CountryLaw, made: list[Checkpoint], pulls: Free, promised: set[date]
) -> None:
    """No more than the interval passes, but for a fortnight to share a visit or keep a promise, or to be free."""
    every = where.number("report.look_every_days", TODAY)
    if not (history.accounts or history.looked or history.disputes or history.applications):
        assert not made
        return
    applies = any(planned.on >= TODAY for planned in history.applications)
    last = max((pull for pull in pulls.pulls if pull not in {each.on for each in made}), default=None)
    for each in [*made, None]:
        on = each.on if each else day(HORIZON)
        if last is not None and not applies:
            latest = max(last + timedelta(days=every), TODAY)
            near = on <= latest + timedelta(days=SHARED)
            with_another = each is None or len(each.reasons) > 1 or on in promised
            assert on <= latest or (near and with_another) or not pulls.between(latest, on)
        last = on


@given(cases())
def test_every_need_is_covered_once_on_a_lawful_day(case: tuple[History, CountryLaw]) -> None:
    history, where = case
    judge(history, where, compute(history, where))


@given(cases())
def test_computing_again_with_what_was_promised_changes_nothing(case: tuple[History, CountryLaw]) -> None:
    history, where = case
    first = compute(history, where)

    assert compute(history, where, as_kept(first)) == first


@given(cases(), st.data())
def test_whatever_was_promised_the_answer_is_lawful_and_then_stands(
    case: tuple[History, CountryLaw], data: st.DataObject
) -> None:
    history, where = case
    codes = st.sampled_from(
        ["late_reported:dl_0_40:30", "paid_off:acc_1", "periodic:2026-12-20", "before_application:app_0"]
    )
    names = st.sampled_from([bureau.id for bureau in where.bureaus])
    drawn = data.draw(
        st.lists(st.tuples(names, codes, st.integers(-30, 400)), max_size=6, unique_by=lambda each: each[:2])
    )
    kept = [KeptVisit(f"US:{name}:{code}", name, day(offset)) for name, code, offset in drawn]
    found = compute(history, where, kept)

    judge(history, where, found, kept)
    assert compute(history, where, as_kept(found)) == found


@given(cases())
def test_without_its_late_dues_a_history_has_no_visit_for_them(case: tuple[History, CountryLaw]) -> None:
    history, where = case
    promised = as_kept(compute(history, where))
    excused, bare = (
        replace(
            history,
            accounts=tuple(
                replace(one, dues=tuple(replace(each, excused=True) for each in one.dues) if keep else ())
                for one in history.accounts
            ),
        )
        for keep in (True, False)
    )
    found = compute(excused, where, promised)

    assert not any(reason.code == "late_reported" for each in found for reason in each.reasons)
    assert found == compute(bare, where, promised)
    judge(excused, where, found, promised)


@given(cases(), st.integers(1, 60))
def test_days_that_pass_move_no_visit_that_is_still_ahead(
    case: tuple[History, CountryLaw], passed: int
) -> None:
    """Nothing is missed and nothing new happens: every visit stays where it was promised."""
    history, where = case
    history = replace(
        history,
        accounts=tuple(replace(one, dues=tuple(map(closed, one.dues))) for one in history.accounts),
        looked=(*history.looked, *(ReportLook("US", each.id, TODAY) for each in where.bureaus)),
    )
    first = compute(history, where)
    passed = min(passed, (first[0].on - TODAY).days)
    later = checkpoints(
        history, {"US": where}, today=day(passed), horizon_days=HORIZON - passed, kept=as_kept(first)
    )

    assert later == first


def closed(one: PastDue) -> PastDue:
    """An open due gets later by the day; this one was met yesterday at the latest."""
    return one if one.met_on else replace(one, met_on=max(one.due_on, TODAY - timedelta(days=1)))


@given(cases())
def test_near_needs_share_a_visit(case: tuple[History, CountryLaw]) -> None:
    """What is within a fortnight of a visit's first need is seen on that visit, unless a need before it waits."""
    history, where = case
    history = replace(history, applications=())
    found = compute(history, where)
    for bureau in (each.id for each in where.bureaus):
        firsts = [
            min(reason.on for reason in each.reasons if reason.code != "periodic")
            for each in at(found, bureau)
            if any(reason.code != "periodic" for reason in each.reasons)
        ]
        assert all((after - first).days > SHARED for first, after in pairwise(firsts))
