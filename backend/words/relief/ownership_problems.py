"""Why a request about owners, payees, notices and disputes of a debt is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "ownership-lender-missing": sentence("Say who lent the money."),
    "ownership-notice-not-received": sentence(
        "A day on which you were told needs a notice that was received."
    ),
    "ownership-full": sentence("At most {most} changes are kept for one account."),
    "payee-check-unknown": sentence("The checks of this place are: {known}."),
    "notice-before-it-was-sent": sentence("This lies before the day on which the notice was sent."),
    "notice-not-open": sentence("This notice is {state} already."),
    "currency-of-sums": sentence("Say the currency of the sums."),
    "debt-dispute-to-whom": sentence("Say to which firm, or name the notice."),
    "debt-dispute-above-claim": sentence("The part that is disputed is larger than what is claimed."),
    "debt-dispute-step-unfit": sentence("A dispute that is {state} cannot {event}; it can: {able}."),
    "debt-dispute-time-runs": sentence(
        "The firm may still answer, until {until}. A body takes this after that, or once the firm has answered."
    ),
    "debt-dispute-not-sent": sentence(
        "A body is told that the firm was written to first. Send that letter, and say so (`send`)."
    ),
    "debt-dispute-over": sentence("A dispute that is {state} cannot {event}; it can: nothing more."),
}
