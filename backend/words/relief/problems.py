"""Why a request about relief is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "payment-in-past": sentence("The first payment lies in the past. Give today or a later day."),
    "payment-too-far": sentence("The first payment lies more than a year ahead. Give a day up to {latest}."),
    "pay-off-day-in-the-past": sentence("The first due day lies behind. Say the next one."),
    "pay-off-ends-before-first-due": sentence("A debt cannot end before its first due day."),
    "pay-off-minimum-missing": sentence(
        "Say what each due asks for: `minimum`, or for a card `minimum_rule`."
    ),
    "pay-off-rule-of-a-card": sentence(
        "Only a card's minimum follows such a rule. Say the instalment in `minimum`."
    ),
    "pay-off-money-missing": sentence("Say the money for your debts, from today on: `money` or `extras`."),
    "pay-off-debt-unknown": sentence("Name debts that are in the plans: {known}."),
    "pay-off-currency-missing": sentence("Say which currency, such as: {known}."),
    "pay-off-key-twice": sentence("Two debts have the same key. Give each its own."),
    "pay-off-no-debts": sentence(
        "There is no debt to plan for. Type one in `debts`, or say the balance of an account in `accounts`."
    ),
    "pay-off-too-large": sentence(
        "Together the debts are more than {most} minor units, the largest sum that is told."
    ),
    "pay-off-too-much-happens": sentence(
        "Within these months {count} things happen to the debts and the money; at most {most} can be played. "
        "Look at no more than {fit} months, or name fewer debts."
    ),
    "pay-off-account-twice": sentence("This account is named twice. Name each account once."),
    "pay-off-too-many-debts": sentence("At most {most} debts can be compared at once."),
}
