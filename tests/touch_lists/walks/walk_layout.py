"""A file whose header and cells use the new words is read without any mapping."""

from tests.readers.reading import FILES, read


def test_the_new_words_are_understood() -> None:
    entries, refused, _ = read(FILES / "teahouse.csv", currency="EUR")
    assert refused == []
    assert [(entry.amount, entry.text) for entry in entries] == [
        (-450, "Assam"),
        (720, "Pfand"),
        (-310, "Darjeeling"),
    ]
