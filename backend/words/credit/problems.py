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
    "instalment-above-left": sentence(
        "Only {left} of principal, in minor units, is left when instalment {number} is due. Give at most so much of it."
    ),
    "instalment-too-early": sentence(
        "Instalment {number} is due behind the one before it, and behind the day the loan was drawn: on {earliest} or "
        "later. Correct the day."
    ),
    "instalment-too-late": sentence(
        "Instalment {number} is due before the one behind it: by {latest}. If the lender moved those behind it too, "
        "send them all at once."
    ),
    "loan-rows-above-principal": sentence(
        "Instalments that the lender stated, or that were paid, repay more than this: at number {number} only {left} "
        "is left, in minor units. Correct the principal, or those instalments first."
    ),
    "statement-entered": sentence(
        "The statement of {period} has been entered already; change it with PATCH. If this is another one, give the "
        "due date that is printed on it."
    ),
    "statement-incomplete": sentence("Give the balance and the minimum due."),
    "statement-overlaps": sentence(
        "Another statement of this card closes on that day, or within a week of it."
    ),
    "statement-ahead": sentence(
        "A statement that closes on that day is not out yet. Check the year; {latest} is the latest."
    ),
    "statement-not-out": sentence(
        "The statement of {closes_on} is not out yet, so nobody knows that it asks for nothing. Enter it once it is."
    ),
    "statement-too-old": sentence(
        "A statement of that day is too old to matter. Check the year; {earliest} is the earliest."
    ),
    "statement-before-opening": sentence(
        "The card was opened on {opened_on}; no statement closes before. Correct the one date or the other."
    ),
    "statement-is-estimate": sentence("This is our estimate; nothing was entered that could be taken back."),
    "due-too-late": sentence("A due date lies soon after the closing date; {latest} is the latest."),
    "due-before-closing": sentence("The due date must lie after the closing date."),
    "minimum-above-balance": sentence("The minimum due cannot exceed the balance."),
    "past-due-above-minimum": sentence("The past-due part cannot exceed the minimum due."),
    "payment-in-future": sentence("A payment cannot lie in the future. Give the instant it was made."),
    "payment-before-loan": sentence(
        "This loan begins on {first}, as far as is known, and nothing was paid on it before. Correct the day; if it "
        "was drawn earlier, give its `opened_on` first."
    ),
    "payment-before-opening": sentence(
        "This card was opened on {opened_on}, and nothing was paid on it before. Correct the day, or the card's "
        "`opened_on` first."
    ),
    "opened-too-late": sentence(
        "This account was billed, paid or asked for money on {earliest} already. Give a day that is no later, or "
        "correct that first."
    ),
    "payment-bill-of-card": sentence(
        "Only a card's payment is meant for one bill; say `meant_as` of a loan's."
    ),
    "payment-bill-unknown": sentence("This account has no such bill."),
    "payment-other-currency": sentence("A payment moves only to another card in {currency}."),
    "refund-not-on-card": sentence("Only what came in on a card can be a refund to it."),
    "instalment-plan-cost-twice": sentence(
        "Say what the plan costs in one way: as a fee in all, a fee a part, or a rate."
    ),
    "instalment-plan-starts-late": sentence("A plan begins before its first part is asked for: by {latest}."),
    "loan-under-agreed-plan": sentence(
        "A plan was agreed for this loan: what pays it off is in the agreement. Where it has ended, say so first."
    ),
    "loan-paid-off": sentence("This loan is paid off already. If that payment bounced, reverse it first."),
    "pay-off-in-the-past": sentence("A loan is paid off today or later. Leave `on` out for today."),
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
    "promotion-ended": sentence(
        "Its last day was {latest}. Say `balance` 0 with a `balance_on` up to that day, or close it as cancelled."
    ),
    "promotion-ends-before-start": sentence("A promotion begins before it ends: by {latest}."),
    "promotion-balance-in-future": sentence("The day of a balance cannot lie in the future."),
    "payment-told-already": sentence(
        "The same amount of {paid_on} is recorded on this account already ({payment}): it is probably the same money. "
        "If this is another payment, say so with `is_another`."
    ),
    "payment-reversed": sentence("This payment has been reversed already."),
    "payment-meaning-of-loan": sentence("Only what is paid on a loan can be meant so. Leave `meant_as` out."),
    "payment-effect-of-extra": sentence(
        "Only extra principal has this. Say `meant_as` extra_principal with it."
    ),
    "payment-extra-above-amount": sentence("What is extra cannot exceed the payment."),
    "pay-off-too-small": sentence(
        "This does not pay the loan off: {owed} was owed that day, in minor units, with interest to the day. If the "
        "lender agreed to less, record it without `meant_as` and set the loan's status to settled."
    ),
    "instalment-of-equal-only": sentence("Only a loan of equal instalments can agree on one. Leave it out."),
    "loan-terms-impossible": sentence(
        "With this the loan would never be repaid, or only after 2199. Give a larger instalment or fewer of them."
    ),
    "loan-terms-outside": sentence(
        "This loan runs from {first} to {last}, and nothing of it is asked for on another day. Give a day within it; "
        "if what is known of the loan was mistyped, send its `terms` with `terms_correct`."
    ),
}
