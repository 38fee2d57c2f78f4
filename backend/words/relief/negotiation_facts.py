"""What a letter to an issuer, or a call, is made from; what is None or empty is missing, and is said to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backend.countries.negotiation import KindLaw
from backend.domain.money.amount import format_money
from backend.domain.relief.ownership import OwedTo
from backend.words.bureau.letter_values import day_text
from backend.words.catalogue import say, sentence
from backend.words.relief.owed_to import owed_to_text
from backend.words.relief.rule_line import OLD_DEBT, Cited, rule_line


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """`kind` is what is asked for; money in minor units of `currency`: `debt` as the borrower's records have it,
    `amount` the instalment that can be paid, `count` times from `first_due_on`. `law`: what the country's data says.
    `owed_to`: of a debt that left its `issuer`, who is asked instead."""

    kind: str
    issuer: str
    last4: str
    country: str
    currency: str
    on: date
    law: KindLaw
    debt: int | None = None
    reason: str = ""
    amount: int | None = None
    count: int | None = None
    first_due_on: date | None = None
    owed_to: OwedTo | None = None

    @property
    def recipient(self) -> str:
        """Who is written to: the issuer, or who has the debt now; "" where that is not known."""
        return self.issuer if self.owed_to is None else self.owed_to.firm

    @property
    def is_once(self) -> bool:
        """Whether one payment is offered, and no instalments."""
        return self.count == 1


ASKS = {
    "grace_days": sentence("I ask for more time to pay what is due."),
    "waiver": sentence("I ask you to waive or lower the fees and the interest on this account."),
    "lower_instalment": sentence("I ask for a lower instalment."),
    "longer_term": sentence("I ask for a longer term, with smaller instalments."),
    "instalment_plan": sentence(
        "I ask to agree on a personal instalment plan for what is owed on this account."
    ),
    "settlement": sentence("I ask whether you accept a smaller sum for the whole, and on which terms."),
    "debt_management_plan": sentence("I ask you to deal with my counsellor about a debt-management plan."),
}


def asked(facts: TalkFacts, locale: str) -> str:
    """What is asked for. Raises KeyError for a kind that there is not."""
    return say(locale, ASKS[facts.kind])


def what_can_be_paid(facts: TalkFacts, locale: str) -> str:
    """The instalment that can be paid; "" where nobody has said one."""
    if facts.amount is None or facts.first_due_on is None:
        return ""
    amount = format_money(facts.amount, facts.currency, locale)
    day = day_text(facts.first_due_on, locale, facts.country)
    if facts.is_once:
        return say(locale, "I can pay {amount} once, on {day}.", amount=amount, day=day)
    if facts.count is None:
        return say(locale, "I can pay {amount} from {day} on.", amount=amount, day=day)
    return say(
        locale,
        "I can pay {amount}, {number} times, from {day} on.",
        amount=amount,
        number=facts.count,
        day=day,
    )


def missing(facts: TalkFacts, locale: str) -> Iterator[str]:
    """Each fact that is missing, in words."""
    if not facts.recipient:
        yield say(locale, "to whom the debt is owed now")
    if not facts.reason:
        yield say(locale, "why you cannot pay as agreed")
    if facts.amount is None or facts.first_due_on is None:
        yield say(locale, "what you can pay, and from when")
    if facts.debt is None:
        yield say(locale, "how much is owed")
    if not facts.last4:
        yield say(locale, "the last four digits of the account")


def for_you(facts: TalkFacts, locale: str) -> Iterator[str]:
    """What the borrower is to know and the issuer is not told: what is missing, what the law says, no advice."""
    lacks = say(locale, ", ").join(missing(facts, locale))
    if lacks:
        yield say(locale, "Missing: {facts}.", facts=lacks)
    if facts.owed_to is not None:
        yield owed_to_text(facts.owed_to, locale)
        yield say(
            locale, "These rules are about lenders. Whether they bind who has the debt now is not known here."
        )
    rules = [facts.law.rule, *(each.rule for each in facts.law.notes)]
    if facts.law.rule is None:
        yield say(
            locale, "What this country's law says of it is not known here. It can be asked for all the same."
        )
    for rule in rules:
        if rule is not None:
            yield rule_line(
                Cited(rule.words(locale), rule.law, rule.source, rule.checked_on, rule.confirmed),
                facts.country,
                locale,
            )
    yield say(locale, OLD_DEBT)
    yield say(locale, "This informs and is no legal advice. The issuer decides.")
