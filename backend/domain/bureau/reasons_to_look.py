"""A need is a reason to look at a bureau's report, with its day and the rules that it was computed under.

A need is met by any look at that bureau on its day or later; those met, and those beyond the horizon, are left out.
It is read off the facts each time, so a late payment that is excused, or an application that is given up, takes
its need with it. Rules are those in force on the day of the event, however late it is asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.bureau.country_law import CountryLaw, LegalRule, NoSuchRule
from backend.domain.bureau.history import History, OwnAccount, PastDue, PlannedApplication, Refusal
from backend.domain.bureau.negative_marks import marks_of, named

SHARED_DAYS = 14  # so long a need may wait for another, to share its visit
_ENDS = {
    "paid_off": "paid_off",
    "settled": "settled",
    "closed": "closed",
    "charged_off": "charged_off",
    "sold": "closed",  # what the first furnisher reports of a debt that it sold
}

Bureau = tuple[str, str]  # country and id: one company may be a bureau in two countries


@dataclass(frozen=True, slots=True)
class NeedReason:
    """Why to look: a code, whose it is, and the first day on which the report can show it.

    late_reported (a deadline), paid_off, settled, closed, charged_off (an account), dispute_closed (a dispute),
    before_application, refused (an application), drop_off (a deadline or an account), periodic (the bureau).
    """

    code: str
    subject_id: str
    on: date


@dataclass(frozen=True, slots=True)
class Need:
    """`identity` is its own for ever at its bureau; `until_on` the last day that does, where it waits for another.

    `urgent`: it does not wait for a free report either. `rules`: "key@from_on" of each rule used.
    """

    reason: NeedReason
    until_on: date
    urgent: bool
    identity: str
    rules: tuple[str, ...]


def needs_by_bureau(
    history: History,
    country_laws: Mapping[str, CountryLaw],
    last_looks: Mapping[Bureau, date],
    today: date,
    end: date,
) -> dict[Bureau, list[Need]]:
    """The unmet needs up to `end`, earliest first; bureaus of the borrower's countries without any have a list too."""
    found: dict[Bureau, list[Need]] = defaultdict(list)
    for country in _countries(history):
        for bureau in country_laws[country].bureaus if country in country_laws else ():
            found[country, bureau.id] = []
    for bureaus, need in _everything(history, country_laws, today):
        if need.reason.on > end:
            continue
        for bureau_key in bureaus:
            seen = last_looks.get(bureau_key)
            if seen is None or seen < need.reason.on:
                found[bureau_key].append(need)
    for needs in found.values():
        needs.sort(key=lambda need: (need.reason.on, need.reason.code, need.reason.subject_id))
    return found


def _countries(history: History) -> set[str]:
    sources = (
        history.accounts,
        history.looked,
        history.disputes,
        history.applications,
        history.refusals,
    )
    return {each.country for source in sources for each in source}


def _everything(
    history: History, country_laws: Mapping[str, CountryLaw], today: date
) -> Iterator[tuple[tuple[Bureau, ...], Need]]:
    for account in history.accounts:
        if country_law := country_laws.get(account.country):
            bureaus = _bureaus(country_law, account.bureaus)
            for need in _of_account(account, country_law, today):
                yield bureaus, need
    for dispute in history.disputes:
        disputed_in = country_laws.get(dispute.country)
        stays = _rule(disputed_in, "stay.look_days", dispute.answered_on)
        if disputed_in and stays:
            yield (
                _bureaus(disputed_in, (dispute.bureau,)),
                _need("dispute_closed", dispute.id, dispute.answered_on, stays),
            )
    for application in history.applications:
        planned_in = country_laws.get(application.country)
        before = _rule(planned_in, "apply.look_before_days", application.on)
        if planned_in and before and application.on >= today:
            yield _bureaus(planned_in, ()), _before(application, before)
    for refusal in history.refusals:
        refused_in = country_laws.get(refusal.country)
        days = _rule(refused_in, "report.refusal_days", refusal.on)
        if refused_in and days and refusal.on + timedelta(days=int(days.value)) >= today:
            yield _bureaus(refused_in, ()), _refused(refusal, days)


def _bureaus(country_law: CountryLaw, ids: tuple[str, ...]) -> tuple[Bureau, ...]:
    """The country's bureaus of those ids; all of them where none is named."""
    return tuple(
        (country_law.country, bureau.id) for bureau in country_law.bureaus if not ids or bureau.id in ids
    )


def _of_account(account: OwnAccount, country_law: CountryLaw, today: date) -> Iterator[Need]:
    for due in account.dues:
        yield from _late(due, country_law, today)
    seen = _seen(country_law, account.ended_on) if account.ended_on else None
    if account.ended_on and seen and account.ended in _ENDS:
        yield _need(_ENDS[account.ended], account.id, account.ended_on, seen)
    for mark in marks_of(account, country_law, today):
        gone = _seen(country_law, mark.drops_on) if mark.drops_on else None
        if mark.drops_on and gone:
            more = f"{mark.kind}:{mark.subject_id}"
            yield _need("drop_off", mark.subject_id, mark.drops_on, gone, identity=more, rules=mark.rules)


def _late(due: PastDue, country_law: CountryLaw, today: date) -> Iterator[Need]:
    """One need for each boundary that the due has crossed; a boundary still ahead may never be crossed."""
    worst = due.days_late(today)
    for boundary in country_law.late_from(due.due_on) if worst else ():
        if worst < int(boundary.value):
            return
        crossed_on = due.due_on + timedelta(days=int(boundary.value))
        if visible := _rule(country_law, "late.visible_days", crossed_on):
            more = f"{due.deadline_id}:{boundary.value}"
            rules = (named(boundary),)
            yield _need("late_reported", due.deadline_id, crossed_on, visible, identity=more, rules=rules)


def _need(
    code: str,
    subject_id: str,
    event_on: date,
    wait: LegalRule,
    *,
    identity: str = "",
    rules: tuple[str, ...] = (),
) -> Need:
    on = event_on + timedelta(days=int(wait.value))
    until_on = on + timedelta(days=SHARED_DAYS)
    return Need(
        NeedReason(code, subject_id, on),
        until_on,
        urgent=False,
        identity=f"{code}:{identity or subject_id}",
        rules=(*rules, named(wait)),
    )


def _before(application: PlannedApplication, before: LegalRule) -> Need:
    """After the application a look comes too late, so this one waits neither for others nor for a free report."""
    on = application.on - timedelta(days=int(before.value))
    until_on = min(on + timedelta(days=SHARED_DAYS), application.on)
    reason = NeedReason("before_application", application.id, on)
    return Need(reason, until_on, True, f"before_application:{application.id}", (named(before),))


def _refused(refusal: Refusal, days: LegalRule) -> Need:
    """A free report of its own follows from a refusal, for so many days; it uses up none of the others."""
    until_on = refusal.on + timedelta(days=int(days.value))
    reason = NeedReason("refused", refusal.id, refusal.on)
    return Need(reason, until_on, True, f"refused:{refusal.id}", (named(days),))


def _rule(country_law: CountryLaw | None, key: str, on: date) -> LegalRule | None:
    try:
        return country_law.rule(key, on) if country_law else None
    except NoSuchRule:
        return None


def _seen(country_law: CountryLaw, on: date) -> LegalRule | None:
    """How long until a change shows; a country that says it only for lateness is taken to need as long for all."""
    return _rule(country_law, "change.visible_days", on) or _rule(country_law, "late.visible_days", on)
