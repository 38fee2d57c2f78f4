"""A complaint as one ZIP: the letter, the contacts as a table, the whole log with its verifier, and what is enclosed.

The same complaint gives the same bytes on the same day. `SHA256SUMS` lists every other file in it, as `sha256sum -c`
reads it.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from backend.actions.relief.contacts import JudgedContact
from backend.api.relief.contact_export import log_as_text
from backend.domain.calendar.local_time import local
from backend.domain.credit.card_number import is_international_number
from backend.rendering.letter_text import as_text
from backend.rendering.pdf.letter import as_pdf
from backend.words.bureau.letter_facts import Letter

_COLUMNS = ("at", "zone", "channel", "party", "firm", "number", "rule", "law", "confirmed", "logged_as")
_NOT_EVERYWHERE = re.compile(r'[<>:"/\\|?*]')
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Enclosed(NamedTuple):
    """A file that is enclosed."""

    name: str
    content: bytes


def complaint_file(
    letter: Letter,
    locale: str,
    evidence: Sequence[JudgedContact],
    enclosed: Sequence[Enclosed],
    borrower_id: str,
) -> bytes:
    """The ZIP."""
    parts = list(_parts(letter, locale, evidence, enclosed, borrower_id))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*parts, Enclosed("SHA256SUMS", sums.encode())):
            entry = zipfile.ZipInfo(name, (letter.on.year, letter.on.month, letter.on.day, 0, 0, 0))
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _parts(
    letter: Letter,
    locale: str,
    evidence: Sequence[JudgedContact],
    enclosed: Sequence[Enclosed],
    borrower_id: str,
) -> Iterator[Enclosed]:
    yield Enclosed("letter.pdf", as_pdf(letter, locale))
    yield Enclosed("letter.txt", as_text(letter).encode())
    yield Enclosed("contacts.csv", _table(evidence, locale))
    yield Enclosed("contact-log.json", log_as_text(borrower_id).encode())
    verifier = files("backend.api.relief") / "verify_contact_log.py"
    yield Enclosed("verify_contact_log.py", verifier.read_bytes())
    for number, each in enumerate(enclosed, 1):
        yield Enclosed(f"enclosures/{number:02}-{_everywhere(each.name)}", each.content)


def _everywhere(name: str) -> str:
    """The name as every system can write it: Windows takes no colon and no dot at the end; the letter has the name."""
    return _NOT_EVERYWHERE.sub("_", name).rstrip(". ") or "file"


def _table(evidence: Sequence[JudgedContact], locale: str) -> bytes:
    """A row for each rule that a contact broke, the oldest first; marked as UTF-8 for spreadsheets."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for contact, judged in evidence:
        moment = local(contact.at, contact.zone).isoformat(timespec="minutes")
        told = (moment, contact.zone, contact.channel, contact.party, contact.firm, contact.number)
        for verdict in judged.verdicts if judged else ():
            rule = verdict.rule
            said = (rule.words(locale), rule.law, "yes" if rule.confirmed else "no", contact.id)
            rows.writerow(_plain(cell) for cell in (*told, *said))
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """A cell that no spreadsheet computes; a telephone number stays one."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_international_number(cell) else cell
