"""Why a request about reminders and what they are of is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "deadline-follows-account": sentence(
        "This deadline follows from an account. Change the statement, the loan or the terms."
    ),
    "deadline-not-open": sentence("This deadline is {state}, not open."),
    "currency-missing": sentence("Give the currency of this amount."),
    "provider-unknown": sentence("There is no such push service here. Choose one of: {known}."),
    "snooze-not-ahead": sentence("A snooze must end in the future."),
    "snooze-too-long": sentence(
        "Snooze until {latest} at the latest; after that it would be too late to act."
    ),
    "snooze-no-time-left": sentence(
        "Quiet hours last until it is too late to act, so a reminder could not come in time. Nothing was changed."
    ),
    "calm-pause-out-of-reach": sentence("Choose a last day from {first} to {latest}."),
    "series-ended": sentence("This series has ended already."),
    "preset-or-rules": sentence("Give either a preset or a list of rules."),
    "preset-unknown": sentence("Choose one of: {known}."),
    "policy-no-list": sentence("must be a list"),
    "policy-too-long": sentence("at most {most} rules"),
    "policy-rule-twice": sentence("the same as {twin}"),
    "policy-no-object": sentence("must be an object"),
    "policy-part-unknown": sentence("is not a part of a rule"),
    "policy-no-choice": sentence("must be one of: {known}"),
    "policy-offset-out-of-range": sentence("must be a whole number from {low} to {high}"),
    "policy-no-time": sentence("must be a time of day such as 09:00"),
    "calendar-gone": sentence("There is no such calendar. Its address may have been revoked."),
}
