"""What is wrong with one field's form, in the reader's language.

Forms are checked by marshmallow and by our own fields, whose messages are English sentences. Those without a value are
found in the catalogue as they are; those with values are recognised by the templates below and said with the same
values. English stays as it was said.
"""

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from backend.words.catalogue import known_locale, say, sentence

# marshmallow's own sentences without a value; ours are found where they are raised (backend/words/extract.py).
PLAIN = (
    sentence("Missing data for required field."),
    sentence("Field may not be null."),
    sentence("Invalid value."),
    sentence("Invalid input type."),
    sentence("Invalid type."),
    sentence("Invalid input."),
    sentence("Unknown field."),
    sentence("Not a valid boolean."),
    sentence("Not a valid date."),
    sentence("Not a valid datetime."),
    sentence("Not a valid aware datetime."),
    sentence("Not a valid time."),
    sentence("Not a valid email address."),
    sentence("Not a valid integer."),
    sentence("Not a valid number."),
    sentence("Number too large."),
    sentence("Special numeric values (nan or infinity) are not permitted."),
    sentence("Not a valid list."),
    sentence("Not a valid mapping type."),
    sentence("Not a valid string."),
    sentence("Not a valid utf-8 string."),
    sentence("Not a valid tuple."),
    sentence("Not a valid URL."),
    sentence("Not a valid UUID."),
    sentence("String does not match expected pattern."),
    sentence('Give a month such as "2026-10".'),
)
WITH_VALUES = (
    sentence("Must be one of: {choices}."),
    sentence("Must be equal to {other}."),
    sentence("One or more of the choices you made was not in: {choices}."),
    sentence("Shorter than minimum length {min}."),
    sentence("Longer than maximum length {max}."),
    sentence("Length must be between {min} and {max}."),
    sentence("Length must be {equal}."),
    sentence("Must be greater than or equal to {min} and less than or equal to {max}."),
    sentence("Must be greater than or equal to {min}."),
    sentence("Must be greater than {min}."),
    sentence("Must be less than or equal to {max}."),
    sentence("Must be less than {max}."),
    sentence("Give a date between {min} and {year}."),
    sentence("The last instalment would fall due after {year}."),
    sentence("Choose among: {known}."),
    sentence("At most {most} months."),
)


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
