"""Identifiers sort by time, have the form of a ULID behind their prefix, and do not repeat."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.ids import new_id

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
INSTANTS = st.integers(86_400_000, 2**47).map(lambda millis: datetime.fromtimestamp(millis / 1000, UTC))


def test_an_identifier_is_a_prefix_and_a_ulid() -> None:
    assert re.fullmatch(r"card_[0-9A-HJKMNP-TV-Z]{26}", new_id("card", NOW))


def test_the_time_is_the_ulids() -> None:
    # 2026-11-24T09:00:00Z is 1795510800000 milliseconds, in Crockford's digits 1M87VCJG0 behind a zero.
    assert new_id("card", NOW).startswith("card_01M")
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    value = 0
    for symbol in new_id("card", NOW).removeprefix("card_")[:10]:
        value = value * 32 + digits.index(symbol)
    assert value == 1_795_510_800_000


@given(INSTANTS, INSTANTS)
def test_a_later_millisecond_sorts_after_an_earlier(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    if later - earlier >= timedelta(milliseconds=1):
        assert new_id("dl", earlier) < new_id("dl", later)


def test_a_hundred_thousand_of_one_instant_differ() -> None:
    assert len({new_id("dl", NOW) for _ in range(100_000)}) == 100_000


def test_identifiers_of_one_instant_sort_as_they_were_made() -> None:
    made = [new_id("ntf", NOW) for _ in range(3_000)]
    assert made == sorted(made)


def test_every_random_symbol_is_as_likely_as_another() -> None:
    seen = "".join(new_id("dl", NOW)[-12:] for _ in range(20_000))
    counts = [seen.count(symbol) for symbol in set(seen)]
    assert len(counts) == 32
    assert min(counts) > 7_000 and max(counts) < 8_000  # 7,500 expected; nearly six standard deviations
