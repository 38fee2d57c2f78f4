"""What stands behind a complaint: those of its contacts of which the log, as it now is, says that a rule was broken.

A corrected contact is followed to its correction; one that was withdrawn is gone. Where none is left there is no
letter, and so nothing that could be sent. The log is judged: outside a transaction.
"""

import json
from collections.abc import Collection, Mapping, Sequence

from backend.actions.relief import contacts
from backend.actions.relief.contacts import JudgedContact
from backend.domain.relief.complaint import NEED_LETTER, after
from backend.errors import Conflict
from backend.store.relief import contact_log
from backend.store.relief.complaints import Complaint


def evidence(row: Complaint) -> list[JudgedContact]:
    """The contacts of a complaint as they stand now, with the rules that each broke; the oldest first."""
    ids = _standing_ids(row, contact_log.successors(row.borrower_id))
    return list(reversed(_broken(row.borrower_id, ids)))


def log_head(borrower_id: str) -> str:
    """The log's last hash; empty where nothing is logged."""
    last = contact_log.newest(borrower_id)
    return last.hash if last else ""


def check_evidence(row: Complaint, event: str) -> str:
    """The log's last hash at which a step had a letter to go by; Conflict where it needs one and there is none."""
    head = log_head(row.borrower_id)
    if event in NEED_LETTER and after(row.state, event) is not None and not evidence(row):
        raise Conflict("complaint-empty")
    return head


def without_evidence(borrower_id: str, rows: Sequence[Complaint]) -> frozenset[str]:
    """The ids of those complaints that have a step ahead which needs a letter, and none to take it with."""
    asked = [row for row in rows if any(after(row.state, event) is not None for event in NEED_LETTER)]
    if not asked:
        return frozenset()
    successors = contact_log.successors(borrower_id)
    ids = {row.id: _standing_ids(row, successors) for row in asked}
    broken = {each.contact.id for each in _broken(borrower_id, frozenset().union(*ids.values()))}
    return frozenset(row_id for row_id, named in ids.items() if not named & broken)


def _broken(borrower_id: str, ids: Collection[str]) -> list[JudgedContact]:
    return contacts.findings(borrower_id, frozenset({"broken"}), ids)


def _standing_ids(row: Complaint, successors: Mapping[str, str]) -> frozenset[str]:
    """The ids of the rows that have taken the place of a complaint's contacts, or their own."""
    found = set()
    for contact_id in json.loads(row.contact_ids):
        while contact_id in successors:
            contact_id = successors[contact_id]
        found.add(contact_id)
    return frozenset(found)
