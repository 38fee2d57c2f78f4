"""This module gives the lines of a PDF that has text; scans, bombs and broken files are refused."""

import json
import subprocess
import sys
from pathlib import Path

from backend.readers.credit_report.lines import TextLine, text_lines
from backend.readers.limits import ExportRefused

_CHILD = Path(__file__).with_name("pdf_child.py")
CPU_SECONDS = 15  # a report of a hundred pages takes two or three
_WALL_SECONDS = 3 * CPU_SECONDS  # on a busy machine
_SAYS = {
    "encrypted": "the PDF is locked with a password: save it without one",
    "too-complex": "the PDF unpacks to more than a report can be",
    "too-many-pages": "the PDF has more pages than a report can have",
    "too-much-text": "the PDF holds more text than a report can",
    "too-slow": "the PDF takes too long to read",
    "pdf-broken": "the PDF is broken",
    "no-text": "the PDF holds pictures of pages and no text (a scan): nothing in it can be read",
}
# A scan may still carry a page number or a line of its program.
_LEAST_LETTERS = 40


def pdf_lines(path: Path) -> list[TextLine]:
    """The lines, page by page. Raises ExportRefused."""
    read = _run(path)
    if code := read.get("refused"):
        raise _refused(str(code))
    pages = read["pages"]
    if not isinstance(pages, list):
        raise _refused("pdf-broken")
    if sum(letter.isalnum() for page in pages for letter in page) < _LEAST_LETTERS:
        raise _refused("no-text")
    return [
        line for number, page in enumerate(pages, 1) for line in text_lines(page.splitlines(), page=number)
    ]


def _run(path: Path) -> dict[str, object]:
    command = [sys.executable, "-I", str(_CHILD), str(path.resolve()), str(CPU_SECONDS)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _refused("too-slow") from None
    if done.returncode < 0:  # stopped by the limit on its time
        raise _refused("too-slow")
    try:
        read: dict[str, object] = json.loads(done.stdout)
    except ValueError:
        # It had no memory left to say so.
        raise _refused("too-complex") from None
    return read


def _refused(code: str) -> ExportRefused:
    return ExportRefused(code, _SAYS.get(code, _SAYS["pdf-broken"]))
