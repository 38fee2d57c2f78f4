"""Whatever a country's file says is read somewhere, and whatever is read is said by some country's file."""

import ast
import re
from collections.abc import Iterator

from backend.countries import countries, default_rules, law_of
from backend.countries import keys as known
from tests.test_house_rules import tracked

# The lists of keys themselves, and the reader that only checks them, use no rule.
_NO_USE = ("backend/countries/keys.py", "backend/countries/reading.py", "backend/countries/versions.py")
_ROOTS = "report|late|change|keep|apply|dispute|stay|statement|repair|cost|complaint|remind"
_KEY = re.compile(rf"(?:{_ROOTS})\.[a-z0-9_.]+")


def used() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each literal of the code that is a rule's key, or becomes one: what stands in braces may be any word of it."""
    for name, text in tracked("backend/*.py"):
        if name in _NO_USE:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    else r"[a-z0-9_]+"
                    for part in node.values
                ]
                pattern = "".join(parts)
                if re.match(rf"(?:{_ROOTS})\\\.", pattern):
                    yield name, re.compile(pattern)
            elif (
                isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value)
            ):
                yield (
                    name,
                    re.compile(re.escape(node.value) + ("[a-z0-9_]+" if node.value[-1] == "." else "")),
                )


def in_data() -> set[str]:
    files = [law.rules for country in countries() if (law := law_of(country))]
    return {rule.key for rules in [*files, default_rules()] for rule in rules}


# Read by their own names in the code: the ladders, and the rights and caps, which are listed as they are.
def _is_listed(key: str) -> bool:
    return known.late_step(key) is not None or known.has_words(key)


def test_every_rule_of_the_data_is_read() -> None:
    patterns = [pattern for _, pattern in used()]
    unread = {
        key
        for key in in_data()
        if not _is_listed(key) and not any(pattern.fullmatch(key) for pattern in patterns)
    }
    assert unread == set()


def test_every_rule_that_is_read_is_in_the_data() -> None:
    held = in_data()
    unknown = {
        (name, pattern.pattern) for name, pattern in used() if not any(pattern.match(key) for key in held)
    }
    assert unknown == set()


def test_every_key_that_may_be_used_is_used_by_a_country() -> None:
    held = in_data()
    named = known.NUMBERS | known.DAYS | known.CURRENCIES | set(known.WORDS) | set(known.LISTS)
    assert named - held == set()


def test_a_rule_that_nothing_reads_would_be_found() -> None:
    patterns = [pattern for _, pattern in used()]
    assert not any(pattern.fullmatch("dispute.weather_days") for pattern in patterns)
    assert any(pattern.fullmatch("keep.bankruptcy.months") for pattern in patterns)
