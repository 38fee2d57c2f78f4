"""`python -m benchmarks.categorised FOLDER`: for each export file, how many of its rows the default rules sort."""

import sys
from pathlib import Path

from backend.domain.spending.categories.categorise import default_categoriser
from backend.domain.spending.categories.category_lookup import UNSORTED_IN, UNSORTED_OUT
from backend.domain.spending.categories.sorting_rule import Subject
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.readers import ExportRefused, read_export


def main(folder: Path) -> None:
    """Print a Markdown table, a line for each file."""
    print("| file | rows | broken | sorted | share |\n|---|---|---|---|---|")
    for path in sorted(folder.iterdir()):
        try:
            made = list(read_export(path, name=path.name, currency="CNY").entries())
        except ExportRefused as refusal:
            print(f"| {path.name} | refused: {refusal.code} | | | |")
            continue
        entries = [each for each in made if isinstance(each, Entry)]
        known = sum(_is_sorted(entry) for entry in entries)
        broken = sum(isinstance(each, RefusedRow) for each in made)
        share = f"{known / len(entries):.0%}" if entries else "–"
        print(f"| {path.name} | {len(entries)} | {broken} | {known} | {share} |")


def _is_sorted(entry: Entry) -> bool:
    subject = Subject(
        entry.counterparty, entry.text, entry.kind, entry.amount, entry.currency, entry.mcc, entry.funding
    )
    return default_categoriser().of(subject)[0] not in (UNSORTED_IN, UNSORTED_OUT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
