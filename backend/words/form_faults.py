"""What is wrong with one field's form, in the reader's language.

Forms are checked by marshmallow and by our own fields, whose messages are English sentences. Those without a value are
found in the catalogue as they are; those with values are recognised by the templates below and said with the same
values. English stays as it was said. A program reads the reason beside the sentence.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Literal

from backend.words.catalogue import known_locale, say, sentence

FaultReason = Literal[
    "required",
    "null",
    "unknown-field",
    "wrong-type",
    "bad-format",
    "not-one-of",
    "too-short",
    "too-long",
    "wrong-length",
    "out-of-range",
    "does-not-fit",
    "card-number",
    "invalid",
]
# marshmallow's own sentences without a value, each with the reason that a program reads.
PLAIN: Mapping[str, FaultReason] = {
    sentence("Missing data for required field."): "required",
    sentence("Field may not be null."): "null",
    sentence("Invalid value."): "invalid",
    sentence("Invalid input type."): "wrong-type",
    sentence("Invalid type."): "wrong-type",
    sentence("Invalid input."): "wrong-type",
    sentence("Unknown field."): "unknown-field",
    sentence("Not a valid boolean."): "wrong-type",
    sentence("Not a valid date."): "bad-format",
    sentence("Not a valid datetime."): "bad-format",
    sentence("Not a valid aware datetime."): "bad-format",
    sentence("Not a valid time."): "bad-format",
    sentence("Not a valid email address."): "bad-format",
    sentence("Not a valid integer."): "wrong-type",
    sentence("Not a valid number."): "wrong-type",
    sentence("Number too large."): "out-of-range",
    sentence("Special numeric values (nan or infinity) are not permitted."): "out-of-range",
    sentence("Not a valid list."): "wrong-type",
    sentence("Not a valid mapping type."): "wrong-type",
    sentence("Not a valid string."): "wrong-type",
    sentence("Not a valid utf-8 string."): "bad-format",
    sentence("Not a valid tuple."): "wrong-type",
    sentence("Not a valid URL."): "bad-format",
    sentence("Not a valid UUID."): "bad-format",
    sentence("String does not match expected pattern."): "bad-format",
    sentence('Give a month such as "2026-10".'): "bad-format",
}
# Ours; the catalogue finds them where they are raised (backend/words/extract.py).
OURS: Mapping[str, FaultReason] = {
    'Give an IANA zone such as "Asia/Shanghai".': "not-one-of",
    'Give an ISO 4217 code such as "CNY".': "not-one-of",
    'Give an ISO 3166 code such as "CN".': "not-one-of",
    'Give a region such as "US-NY".': "bad-format",
    "There is no such category; GET /v1/categories lists them.": "not-one-of",
    "Give a local time as HH:MM.": "bad-format",
    "Control characters are not allowed.": "bad-format",
    "Visible ASCII characters only.": "bad-format",
    "Too many or too long values.": "too-long",
    "At most 1024 bytes.": "too-long",
    "Give an instant between 1970 and 9000.": "out-of-range",
    "This looks like a full card number. Keep at most the last four digits; nothing was stored.": "card-number",
    "A kind or a deadline's id; none for the scope borrower.": "does-not-fit",
    "Give the amount and its currency, or neither.": "does-not-fit",
    "Give the instalments one by one, or as equal ones.": "does-not-fit",
    "Together this is more than any debt.": "out-of-range",
    "The anchor is the month's day that starts_on stands for.": "does-not-fit",
    "A series cannot end before it starts.": "does-not-fit",
    "Give either fixed_day or days_after.": "does-not-fit",
    "The money comes before the first instalment falls due.": "does-not-fit",
    "Give a rate, an instalment, added instalments or a holiday.": "required",
}
WITH_VALUES: Mapping[str, FaultReason] = {
    sentence("Must be one of: {choices}."): "not-one-of",
    sentence("Must be equal to {other}."): "not-one-of",
    sentence("One or more of the choices you made was not in: {choices}."): "not-one-of",
    sentence("Shorter than minimum length {min}."): "too-short",
    sentence("Longer than maximum length {max}."): "too-long",
    sentence("Length must be between {min} and {max}."): "wrong-length",
    sentence("Length must be {equal}."): "wrong-length",
    sentence("Must be greater than or equal to {min} and less than or equal to {max}."): "out-of-range",
    sentence("Must be greater than or equal to {min}."): "out-of-range",
    sentence("Must be greater than {min}."): "out-of-range",
    sentence("Must be less than or equal to {max}."): "out-of-range",
    sentence("Must be less than {max}."): "out-of-range",
    sentence("Give a date between {min} and {year}."): "out-of-range",
    sentence("The last instalment would fall due after {year}."): "out-of-range",
    sentence("Choose among: {known}."): "not-one-of",
    sentence("At most {most} months."): "too-long",
}
# The short word for a form's fault that no sentence here tells more of.
_OTHER: FaultReason = "invalid"


def fault_reason(message: str) -> FaultReason:
    """The reason of a field's message as the form said it: one short word, the same in every language."""
    if plain := PLAIN.get(message) or OURS.get(message):
        return plain
    for template, pattern in _patterns():
        if pattern.fullmatch(message):
            return WITH_VALUES[template]
    return _OTHER


def fault_text(locale: str, message: str) -> str:
    """A field's message as it is said in `locale`; the message itself where nobody has translated it."""
    known = known_locale(locale)
    if (said := say(known, message)) != message:
        return said
    for template, pattern in _patterns():
        if found := pattern.fullmatch(message):
            return say(known, template, **_values(known, found.groupdict()))
    return message


def _values(locale: str, values: dict[str, str]) -> dict[str, str]:
    """Choices are set apart as the language does it."""
    return {name: say(locale, ", ").join(value.split(", ")) for name, value in values.items()}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((template, re.compile("".join(_pattern(template)), re.DOTALL)) for template in WITH_VALUES)


def _pattern(template: str) -> Iterator[str]:
    for literal, place, _, _ in Formatter().parse(template):
        yield re.escape(literal)
        if place is not None:
            yield f"(?P<{place}>.+)"
