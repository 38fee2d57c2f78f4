"""What the tests of this folder share: a file read to its end, and what came of it."""

from pathlib import Path

from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.domain.spending.reading.mapping import TableMapping
from backend.readers import Reading, read_export

FILES = Path(__file__).parent / "files"


def read(
    path: Path, currency: str = "CNY", mapping: TableMapping | None = None
) -> tuple[list[Entry], list[RefusedRow], Reading]:
    """The entries and the faults of a file, and how it was read."""
    reading = read_export(path, name=path.name, currency=currency, mapping=mapping)
    made = list(reading.entries())
    entries = [each for each in made if isinstance(each, Entry)]
    return entries, [each for each in made if isinstance(each, RefusedRow)], reading
