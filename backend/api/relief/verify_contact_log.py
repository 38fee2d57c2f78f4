"""Shows whether an exported contact log is as it was written: python verify_contact_log.py contact-log.json

Each row's hash is the sha256 of the hash before it, a line end and the row's text; a changed, missing or moved row
breaks the chain. Rows cut off at the end are found by comparing `head` with a head noted elsewhere, as in a letter.
"""

import hashlib
import json
import sys


def first_fault(rows: list[dict[str, str]], head: str, count: int) -> str:
    """What is wrong with the first row that is not as it was written; "" where all are."""
    before = ""
    for place, row in enumerate(rows, 1):
        before = hashlib.sha256(f"{before}\n{row['body']}".encode()).hexdigest()
        if before != row["hash"] or json.loads(row["body"])["seq"] != place:
            return f"row {place} is not as it was written"
    return "" if (head, count) == (before, len(rows)) else "rows are missing at the end"


def main(arguments: list[str]) -> int:
    """Says one line. 0: the log is as it was written; 1: it is not; 2: this is no exported contact log."""
    if len(arguments) != 1:
        print("usage: python verify_contact_log.py contact-log.json", file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            log = json.load(file)
        fault = first_fault(log["rows"], log["head"], log["count"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        print(f"{arguments[0]} is no exported contact log: {type(error).__name__}", file=sys.stderr)
        return 2
    if fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"all {log['count']} rows are as they were written; the head is {log['head'] or 'empty'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
