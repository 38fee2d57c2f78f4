"""Why a request about contacts and notices is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "contact-in-future": sentence("This lies in the future. Log it when it has happened."),
    "contacts-full": sentence("At most {most} contacts and notices are kept in the log."),
    "contact-superseded": sentence("This was corrected or withdrawn already. Go on with {entry}."),
    "received-before-given": sentence("It cannot be received before it was given."),
    "notice-needs": sentence("A notice of the kind {kind} needs this."),
    "calls-unreadable": sentence(
        "This is no call log that can be read. Send the phone's export as CSV or JSON."
    ),
    "calls-columns": sentence("The file names no columns number, date and type."),
    "calls-too-long": sentence("The file is too long. Send a part of it."),
    "calls-too-many": sentence("At most {most} calls are taken at once. Send a part of the file."),
    "calls-numbers": sentence(
        "Name 1 to {most} numbers, separated by commas; long ones with + and the country's code."
    ),
    "promise-in-past": sentence("A promise names today or a later day."),
    "promise-told-already": sentence(
        "The same promise stands already ({promise}). If this is another one, say so with `is_another`."
    ),
    "promise-to-whom": sentence("Say to whom, or name the account or the talk."),
    "promise-currency": sentence("This account is in {known}."),
    "promise-not-open": sentence("This promise is {state} already."),
    "complaint-without-finding": sentence("No rule was broken by {contact}, as far as the log says."),
    "complaint-finds-nothing": sentence("No contact of this firm broke a rule, as far as the log says."),
    "complaint-to-whom": sentence("Say to which firm."),
    "complaint-of-several": sentence(
        "These contacts are of several firms or countries. Make a complaint for each."
    ),
    "complaint-step-unfit": sentence("A complaint that is {state} cannot {event}; it can: {able}."),
    "complaint-time-runs": sentence(
        "The firm may still answer, until {until}. A body takes this after that, or once the firm has answered."
    ),
    "complaint-not-sent": sentence(
        "A body is told that the firm was written to first. Send that letter, and say so (`send`)."
    ),
    "complaint-empty": sentence("The log says of none of its contacts any more that a rule was broken."),
    "complaint-over": sentence("A complaint that is {state} cannot {event}; it can: nothing more."),
    "complaint-closed": sentence("This complaint is {state}. Nothing more can be enclosed."),
    "enclosures-full": sentence("A complaint encloses at most {most} files and recordings."),
    "enclosures-too-large": sentence("The files of one complaint have at most {most} MB together."),
    "enclosure-was-sent": sentence("This was sent already, and stays with the complaint."),
    "enclosure-needs-one": sentence(
        "Name one of your attachments, or a recording with its SHA-256 if known."
    ),
    "before-it-was-sent": sentence("It was sent later than that."),
    "notice-times-alike": sentence("The hours need two different ends."),
}
