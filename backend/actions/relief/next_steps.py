"""What a borrower may do next, account by account: the rows of each place's table that its standing chooses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.actions.bureau.checkpoints import CountryLaws
from backend.actions.credit.standing import AccountStanding, standing_of
from backend.actions.relief import ownership
from backend.actions.relief.ownership import About
from backend.countries.lateness import reportable_boundaries
from backend.domain.bureau.country_law import LegalRule
from backend.domain.calendar.local_time import local_date
from backend.domain.credit.delinquency import KEEP_THE_PLAN, NOTHING_DUE, Boundary, Stage
from backend.domain.relief.guidance import Guidance, Note
from backend.domain.relief.limitation import Limitation, LimitationState, limitation
from backend.domain.relief.next_steps import AccountFacts, Case, Step, shows_red_flags, steps_for
from backend.domain.relief.ownership import OwedTo, owed_to
from backend.errors import NotFound
from backend.store.relief import negotiations

_ELSEWHERE = frozenset({"charged_off", "sold"})
# Before this nobody needs to hear of limitation; the cards say the same.
_AGE_MATTERS_FROM = 120


@dataclass(frozen=True, slots=True)
class AccountSteps:
    """One account: its case, what is past due (None: not known), what comes next, and the rows and cards that hold.

    `owed_to`: of a debt that left its lender, who is to be asked.
    `boundary` is the next day on which lateness is reported as worse, and `boundary_on` its date. `limitation` is None
    while the age of the debt does not matter. `by_region`: the place has cards that hold in one region only.
    """

    standing: AccountStanding
    case: Case
    past_due: int | None
    owed_to: OwedTo | None
    boundary: Boundary | None
    boundary_on: date | None
    limitation: Limitation | None
    steps: Sequence[Step]
    cards: Sequence[LegalRule]
    by_region: bool


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The borrower as a whole: worst stage, the account to begin with, and what is shown once somebody is late."""

    stage: Stage
    days_past_due: int
    begin_with: str | None
    accounts: Sequence[AccountSteps]
    red_flags: Sequence[Note]
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Home:
    """Where the borrower lives: the country, and its region if that is told (it then chooses the region's cards)."""

    country: str
    region: str | None


def next_steps(
    borrower_id: str,
    *,
    home: Home,
    laws: CountryLaws,
    guidance_of: Callable[[str], Guidance],
    negotiating: bool,
    account_id: str | None,
    now: datetime,
) -> NextSteps:
    """Every account, or one; the worst first. Raises NotFound for an account that is not the borrower's."""
    found = standing_of(borrower_id, now=now)
    if account_id is not None and account_id not in {one.account.id for one in found.accounts}:
        raise NotFound(field="account_id")
    shown = [one for one in found.accounts if account_id in (None, one.account.id)]
    abouts = ownership.abouts(one.account.id for one in shown)
    told = [
        _of_account(one, abouts[one.account.id], home, laws, guidance_of(one.account.country), now=now)
        for one in shown
    ]
    told.sort(key=lambda each: (-each.standing.days_past_due, each.standing.account.id))
    late = [one.days_past_due for one in found.accounts if one.certain]
    place = guidance_of(home.country)
    talks = negotiating or negotiations.any_open(borrower_id)
    flags = shows_red_flags(late, negotiating=talks, from_days=place.red_flags_from_days or 0)
    return NextSteps(
        stage=found.stage,
        days_past_due=found.days_past_due,
        begin_with=_begin_with(told),
        accounts=told,
        red_flags=place.red_flags if flags else (),
        notes=place.notes if any(late) else (),
    )


def _begin_with(told: Sequence[AccountSteps]) -> str | None:
    """Of the accounts that are late for certain: what secures a home first, then the one whose next step is nearest."""
    late = [each for each in told if each.case is Case.KNOWN and each.standing.days_past_due]
    if not late:
        return None
    first = min(
        late,
        key=lambda each: (
            each.standing.account.secured is not True,
            each.boundary_on or date.max,
            -each.standing.days_past_due,
        ),
    )
    return first.standing.account.id


def _of_account(
    one: AccountStanding, about: About, home: Home, laws: CountryLaws, place: Guidance, *, now: datetime
) -> AccountSteps:
    account, today = one.account, local_date(now, one.account.zone)
    region = home.region if account.country == home.country else None
    moved = owed_to(about.debt, about.history, today)
    law, case = laws.get(account.country), _case(one, moved)
    age = None
    if law is not None and one.certain and one.days_past_due >= _AGE_MATTERS_FROM:
        since = today - timedelta(days=one.days_past_due)
        rules = law.cards(today, topic="limitation", kind=account.kind)
        age = limitation(rules, since=since, region=region, today=today)
    boundary = None if case is Case.ELSEWHERE else _next_boundary(one, today)
    past_due = one.past_due or None if one.days_past_due else 0
    facts = AccountFacts(
        kind=account.kind,
        stage=one.stage,
        case=case,
        currency=account.currency,
        past_due=past_due,
        balance=one.remaining,
        secured=account.secured,
        perhaps_barred=age is not None and age.state is LimitationState.PERHAPS_OVER,
    )
    days = one.days_past_due if one.certain else 0
    return AccountSteps(
        standing=one,
        case=case,
        past_due=past_due,
        owed_to=moved,
        boundary=boundary,
        boundary_on=today + timedelta(days=boundary.days - one.days_past_due) if boundary else None,
        limitation=age,
        steps=steps_for(facts, place.steps),
        cards=law.cards(today, region=region or "", days=days, kind=account.kind) if law else (),
        by_region=law is not None
        and any(rule.card and rule.card.region for rule in law.cards(today, kind=account.kind)),
    )


def _case(one: AccountStanding, moved: OwedTo | None) -> Case:
    if one.account.status in _ELSEWHERE or moved is not None:
        return Case.ELSEWHERE
    if one.account.status != "open" and one.strategy == NOTHING_DUE:
        return Case.OVER
    if one.strategy == KEEP_THE_PLAN:
        return Case.PLAN
    return Case.KNOWN if one.certain else Case.UNSURE


def _next_boundary(one: AccountStanding, today: date) -> Boundary | None:
    """The next reportable day past due of an account that is late for certain and still with its lender."""
    if not one.certain or not one.days_past_due:
        return None
    steps = reportable_boundaries(one.account.country, today)
    return next((step for step in steps if step.days > one.days_past_due), None)
