"""Why a request about cards, loans, statements and payments is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "deadline-open-already": sentence("This deadline is open already."),
    "deadline-settled-by-payment": sentence(
        "A payment settled this. Reverse the payment, and the deadline opens again."
    ),
    "deadline-closed-by-terms": sentence(
        "The account's terms closed this. Change the statement, the terms or the status."
    ),
    "instalments-fewer": sentence("This loan does not have so many instalments."),
    "instalment-unknown": sentence("This loan has instalments 1 to {count}."),
    "instalment-twice": sentence("This instalment stands twice in the list."),
    "statement-entered": sentence(
        "The statement of {period} has been entered already; change it with PATCH."
    ),
    "statement-incomplete": sentence("Give the balance and the minimum due."),
    "statement-overlaps": sentence(
        "Another statement of this card closes on that day, or within a week of it."
    ),
    "due-before-closing": sentence("The due date must lie after the closing date."),
    "minimum-above-balance": sentence("The minimum due cannot exceed the balance."),
    "past-due-above-minimum": sentence("The past-due part cannot exceed the minimum due."),
    "payment-in-future": sentence("A payment cannot lie in the future. Give the instant it was made."),
    "refund-not-on-card": sentence("Only what came in on a card can be a refund to it."),
    "instalment-plan-cost-twice": sentence(
        "Say what the plan costs in one way: as a fee in all, a fee a part, or a rate."
    ),
    "instalment-plan-over": sentence("This plan has ended, or every part has been asked for."),
    "plan-ends-before-start": sentence("A plan cannot end before it began."),
    "billed-with-unknown": sentence("No such card of yours: name a card of the same currency."),
    "billed-with-chain": sentence(
        "This card's bill is already shared with another. Name the card whose statement bills them all."
    ),
    "card-billed-elsewhere": sentence(
        "This card is billed with another card. Use that card: its statement, its minimum and its due are for both."
    ),
    "side-not-another-currency": sentence(
        "The sides of one card differ in currency: name a card of yours in another one."
    ),
    "promotion-closed": sentence("This promotion is over already."),
    "promotion-balance-in-future": sentence("The day of a balance cannot lie in the future."),
    "payment-reversed": sentence("This payment has been reversed already."),
}
