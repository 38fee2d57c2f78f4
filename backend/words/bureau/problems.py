"""Why a request about credit reports, disputes and what proves them is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "application-not-planned": sentence("This application is {state}. Plan it again first."),
    "application-in-past": sentence("An application is planned for today or later."),
    "country-without-reports": sentence("Credit reports of this country are not known yet. Known: {known}."),
    "bureau-unknown": sentence("No bureau of this country has that name. Known: {known}."),
    "report-in-future": sentence("A report cannot be pulled in the future."),
    "report-too-long": sentence("A report has at most {most} entries."),
    "reason-of-no-free-report": sentence("Say that the report was free, or leave this out."),
    "entry-missing": sentence("An entry of this kind needs this day."),
    "entry-of-other-kind": sentence("An entry of this kind has no such field."),
    "entry-after-report": sentence("This lies after the day of the report."),
    "entry-closed-before-opened": sentence("Nothing is closed before it was opened."),
    "entry-without-currency": sentence("Say the currency of the amounts, such as USD."),
    "finding-not-open": sentence("This finding is {state}."),
    "attachments-full": sentence("At most {most} attachments are kept. Remove some first."),
    "attachment-enclosed": sentence("A dispute or a complaint encloses this. It stays with it."),
    "received-before-sent": sentence("It cannot be received before it was sent."),
    "day-in-future": sentence("This lies in the future."),
    "dispute-step-unfit": sentence("A dispute that is {state} cannot {event}; it can: {able}."),
    "dispute-over": sentence("A dispute that is {state} cannot {event}; it can: nothing more."),
    "check-not-open": sentence("This check is {state}, not open."),
    "look-in-future": sentence("A report cannot be looked at in the future."),
    "finding-says-already": sentence("A finding has these already; give finding_id alone."),
    "needed-without-finding": sentence("This is needed where no finding is given."),
    "finding-in-dispute": sentence(
        "This finding has a dispute already, which is {state}. Go on with it: {dispute}."
    ),
    "refusal-without-state": sentence("Say that the application is refused, or leave this out."),
    "complaint-too-early": sentence("{body} takes this complaint from {day} on, not before."),
    "recipient-unknown": sentence("Not known here. Known: {known}."),
}
