"""What went wrong, in the reader's language: a sentence for each reason that an error gives, its values put in."""

from collections.abc import Mapping
from datetime import datetime

from backend.errors import Value
from backend.words.bureau.problems import SENTENCES as BUREAU
from backend.words.catalogue import known_locale, say, say_word, sentence
from backend.words.credit.problems import SENTENCES as CREDIT
from backend.words.dates import day_and_time
from backend.words.people.problems import SENTENCES as PEOPLE
from backend.words.problem_states import EVENTS, STATES
from backend.words.refusals import refusal_text
from backend.words.relief.contact_problems import SENTENCES as CONTACTS
from backend.words.relief.counsellor_problems import SENTENCES as COUNSELLOR
from backend.words.relief.negotiation_problems import SENTENCES as NEGOTIATIONS
from backend.words.relief.ownership_problems import SENTENCES as OWNERSHIP
from backend.words.relief.problems import SENTENCES as RELIEF
from backend.words.reminders.problems import SENTENCES as REMINDERS
from backend.words.spending.problems import SENTENCES as SPENDING

# Of every request, whatever it is about; and what the web itself refuses.
_RIM = {
    "error": sentence("The request cannot be carried out."),
    "invalid": sentence("The request is well-formed but a value in it cannot be accepted."),
    "not-found": sentence("There is no such thing, or it is not yours."),
    "conflict": sentence("The thing is not in a state that allows this."),
    "unauthenticated": sentence("Sign in first: send a valid access token as `Authorization: Bearer ...`."),
    "forbidden": sentence("You are signed in, but this is not allowed here."),
    "precondition-failed": sentence(
        "The thing has changed since you read it. Read it again and send its new ETag in If-Match."
    ),
    "precondition-required": sentence(
        "Send the ETag you last read in If-Match, so that no one's change is lost."
    ),
    "metrics-token-missing": sentence("Send the metrics token as a bearer token."),
    "cursor-unknown": sentence("This cursor is not one of ours; start again without it."),
    "idempotency-key-malformed": sentence("Idempotency-Key: 1 to 255 visible ASCII characters."),
    "idempotency-key-reused": sentence("This Idempotency-Key was used for another request. Use a new key."),
    "body-half-character": sentence("The body holds half of a character (a lone surrogate)."),
    "body-nul": sentence("The body holds a NUL character."),
    "bad-request": sentence("The request cannot be read."),
    "body-not-utf8": sentence("The body is not UTF-8."),
    "body-too-deep": sentence("The body is nested too deeply."),
    "body-no-json": sentence("The body is not valid JSON: see line {line}, column {column}."),
    "body-no-number": sentence("The body is not valid JSON: {word} is not a JSON number."),
    "body-number-too-long": sentence("The body holds a number with too many digits."),
    "body-key-twice": sentence("The body is not valid JSON: the key {key} stands twice in one object."),
    "region-elsewhere": sentence("{region} does not lie in {country}."),
    "given-twice": sentence("Give it once."),
    "body-not-sent-as-json": sentence("Send the body as application/json."),
    "address-nul": sentence("The address holds a NUL character."),
    "unsupported-media-type": sentence("A body of this kind is not read here."),
    "not-acceptable": sentence("No answer is of a kind that the Accept header allows."),
    "file-missing": sentence("Send the file as multipart/form-data in the part `file`."),
    "no-such-address": sentence("There is no such thing here, or it is not yours."),
    "method-not-allowed": sentence(
        "This address does not take that method; the Allow header says which it takes."
    ),
    "too-large": sentence("The body is too large."),
    "too-many-requests": sentence("Too many requests. Wait as long as Retry-After says."),
    "unavailable": sentence("Very busy just now. Nothing was changed; send the same again in a moment."),
    "database-away": sentence(
        "The database does not answer just now. Send the same again in a moment; "
        "under the same Idempotency-Key nothing is done twice."
    ),
    "storage-read-only": sentence(
        "Nothing can be stored just now, only read. Nothing was changed; send the same again later."
    ),
    "insufficient-storage": sentence(
        "There is no room left to store anything. Nothing was changed; send the same again later."
    ),
    "internal-error": sentence("Something went wrong on our side. Nothing was changed."),
}
SENTENCES: Mapping[str, str] = (
    _RIM
    | PEOPLE
    | REMINDERS
    | CREDIT
    | SPENDING
    | BUREAU
    | RELIEF
    | CONTACTS
    | NEGOTIATIONS
    | COUNSELLOR
    | OWNERSHIP
)
# A file that cannot be read: its reader's code, and in English its reader's words.
FILE_REFUSED = "file-refused"

_WORDS = {"state": STATES, "event": EVENTS, "able": EVENTS, "verdict": EVENTS}


def problem_text(locale: str, reason: str, values: Mapping[str, Value]) -> str:
    """The sentence of a reason. What has none is said as it is: it is a sentence already, or its code says most."""
    known = known_locale(locale)
    if reason == FILE_REFUSED:
        return f"{refusal_text(known, str(values['refusal']), str(values['said']))} ({values['refusal']})"
    text = SENTENCES.get(reason)
    if text is None:
        return reason
    return say(known, text, **{name: _shown(known, name, value) for name, value in values.items()})


def _shown(locale: str, name: str, value: Value) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return day_and_time(value, locale)
    parts = [value] if isinstance(value, str) else value
    known = _WORDS.get(name, {})
    return say(locale, ", ").join(
        say_word(locale, known[part], part) if part in known else part for part in parts
    )
