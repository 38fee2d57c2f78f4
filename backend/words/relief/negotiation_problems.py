"""Why a request about talks with an issuer, or an agreed plan, is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "negotiation-without-plan": sentence("No plan has come of these talks: {state}."),
    "negotiation-closed": sentence("These talks have ended: {state}. Open new ones."),
    "negotiation-closed-when": sentence("Talks end on a day from {earliest} to today."),
    "offer-in-the-past": sentence("The first instalment of an offer falls due today or later."),
    "agreement-ended": sentence("This plan has ended already. Talks about a new one can be opened."),
    "agreement-ends-early": sentence("A plan cannot end before it was agreed, on {earliest}."),
    "agreement-ends-ahead": sentence("A plan ends today or before; {latest} is the latest."),
    "agreement-starts-early": sentence(
        "Another plan of this account was in force; {earliest} is the earliest."
    ),
    "agreement-ahead": sentence("Take down a plan once it is agreed: it counts from {latest} or before."),
    "agreement-out-of-order": sentence("Give the instalments earliest first, one a day at most."),
    "agreement-due-before-start": sentence(
        "The first instalment falls due on the plan's first day or later."
    ),
    "agreement-review-past": sentence("A plan is reviewed today or later."),
    "agreement-resumes-early": sentence("The contract's dues count again on the plan's first day or later."),
    "agreement-content-unknown": sentence("The contents known for this kind and country: {known}."),
    "agreement-instalment-unknown": sentence("This plan has no instalment of that number."),
    "agreement-instalment-past": sentence(
        "Only an open instalment that is not past due can be announced. Call the issuer, and open new talks."
    ),
}
