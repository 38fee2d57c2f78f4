"""Letters in the place of names: each account its own, in order, as a spreadsheet names its columns."""

from string import ascii_uppercase

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.relief.counsellor_view import letter_of


def test_the_first_letters_by_hand() -> None:
    assert [letter_of(position) for position in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


@given(st.integers(0, 20_000))
def test_a_letter_says_its_position(position: int) -> None:
    """Read back as a number whose digits run from A, 1, to Z, 26."""
    read = 0
    for letter in letter_of(position):
        read = read * 26 + ascii_uppercase.index(letter) + 1
    assert read == position + 1
