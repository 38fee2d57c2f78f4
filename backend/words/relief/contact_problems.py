"""Why a request about contacts and notices is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "contact-in-future": sentence("This lies in the future. Log it when it has happened."),
    "contacts-full": sentence("At most {most} contacts and notices are kept in the log."),
    "contact-superseded": sentence("This was corrected or withdrawn already. Go on with {entry}."),
    "received-before-given": sentence("It cannot be received before it was given."),
    "notice-needs": sentence("A notice of the kind {kind} needs this."),
    "notice-times-alike": sentence("The hours need two different ends."),
}
