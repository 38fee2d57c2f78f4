"""What a stranger may send instead of a report is refused by its code, in bounded time and memory."""

import io
import resource
import time
import zlib
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.readers import ExportRefused, Limits
from backend.readers.credit_report import pdf_text, read_report
from tests.readers.pdf_samples import one_page, packed, pdf, stream, text_pdf
from tests.readers.report_reading import SAMPLES, TODAY, read_bytes

WORDS = b"BT /F 9 Tf 40 800 Td (Equifax report of nothing at all, in some letters that can be read) Tj ET\n"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"


def code_of(folder: Path, body: bytes) -> str:
    with pytest.raises(ExportRefused) as error:
        read_bytes(folder, body)
    return error.value.code


def pages(count: int) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>"
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, stream(b"")])


def slow_pages(count: int) -> bytes:
    """One slow page, many times: slower than a fast machine, in the memory of one."""
    font = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % font
    )
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count)
    content = packed(WORDS + b"(a) Tj " * 90_000)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content])


def packed_thrice(content: bytes) -> bytes:
    for _ in range(3):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")


def doubling() -> bytes:
    """Forms that each draw the next one ten times: ten to the twelfth at the bottom."""
    forms = [
        stream(
            b"/X%d Do " % (number + 1) * 10,
            FORM + b" /Resources << /XObject << /X%d %d 0 R >> >>" % (number + 1, number + 1),
        )
        for number in range(5, 17)
    ]
    return one_page(stream(WORDS + b"/X5 Do"), b"/XObject << /X5 5 0 R >>", [*forms, stream(WORDS, FORM)])


def locked() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(text_pdf("Equifax\n" * 20)))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


ITSELF = pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"])
HOSTILE_PDFS = {
    "bomb": ("too-complex", one_page(packed(WORDS + b" " * 100_000_000))),
    "bomb in a bomb": ("too-complex", one_page(packed_thrice(b"0" * 30_000_000))),
    "a hundred thousand pages": ("too-complex", pages(100_000)),
    "too many pages": ("too-many-pages", pages(401)),
    "pages within themselves": ("pdf-broken", ITSELF),
    "too much text": ("too-much-text", one_page(packed(WORDS + b"BT (" + b"a" * 4_000_000 + b") Tj ET"))),
    "millions of operations": ("too-complex", one_page(packed(WORDS + b"(a) Tj " * 200_000))),
    "endless nesting": ("pdf-broken", b"%PDF-1.7\n1 0 obj\n" + b"<< /A " * 200_000),
    "cut off": ("pdf-broken", text_pdf("Equifax " * 50)[:700]),
    "noise": ("pdf-broken", b"%PDF-1.7\n" + bytes(range(256)) * 1_000),
    "forms without end": ("no-entries", doubling()),
    "a table that follows itself": (
        "no-entries",
        one_page(stream(WORDS)).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
    ),
}


@pytest.mark.parametrize("name", HOSTILE_PDFS)
def test_hostile_pdfs(tmp_path: Path, name: str) -> None:
    code, body = HOSTILE_PDFS[name]
    begun = time.monotonic()
    assert code_of(tmp_path, body) == code
    assert time.monotonic() - begun < pdf_text.CPU_SECONDS * 3


def test_a_locked_pdf(tmp_path: Path) -> None:
    assert code_of(tmp_path, locked()) == "encrypted"


def test_a_pdf_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "CPU_SECONDS", 1)
    assert code_of(tmp_path, slow_pages(9)) == "too-slow"


HOSTILE_TEXTS = {
    "empty": ("empty", b""),
    "nul": ("nul-byte", b"Experian\nAccount Name A\x00B\n"),
    "nul in json": ("nul-byte", b'{"format": "\x00"}'),
    "noise": ("not-text", bytes(range(1, 256)) * 50),
    "latin": ("unknown-encoding", "Experian\nÉ\nAccount Name Crédit Agricole é à ü\n".encode("cp1252")),
    "a list in a list": ("too-deep", b"[" * 900_000),
    "an object in an object": ("too-deep", b'{"a":' * 300_000),
    "endless line": ("line-too-long", b"Experian\n" + b"x" * 100_000),
    "endless lines": ("too-many-rows", b"Experian\n" + b"x\n" * 100_000),
    "endless entries": (
        "too-many-rows",
        b"Experian\n" + b"Account Name A\nAccount Number ****1234\n" * 2_001,
    ),
    "large text": ("too-large", b"Experian\n" * 1_000_000),
}


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_hostile_texts(tmp_path: Path, name: str) -> None:
    code, body = HOSTILE_TEXTS[name]
    assert code_of(tmp_path, body) == code


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"Experian\n", b'{"format": '])
def test_two_hundred_megabytes_are_not_even_opened(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ExportRefused) as error:
        read_report(path, name="large", country_laws={}, today=TODAY)
    assert error.value.code == "too-large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


def test_the_callers_limit_counts_too(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_bytes(b"Experian\n" * 100)
    with pytest.raises(ExportRefused) as error:
        read_report(path, name="report", country_laws={}, today=TODAY, limits=Limits(file_bytes=100))
    assert error.value.code == "too-large"


PIECES = [(SAMPLES / name).read_text(encoding="utf-8") for name in ("mixed-us.txt", "pboc-brief.txt")]
LINES = [line for piece in PIECES for line in piece.splitlines()]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=80)), max_size=40), st.sampled_from(PIECES)
)
def test_any_lines_are_read_or_refused(tmp_path: Path, lines: list[str], piece: str) -> None:
    body = piece.splitlines()[0] + "\n" + "\n".join(lines)
    try:
        read = read_bytes(tmp_path, body.encode("utf-8", "replace"))
    except ExportRefused:
        return
    for entry in read.report.entries:
        assert entry.furnisher and entry.place
        assert entry.last4 == "" or (len(entry.last4) == 4 and entry.last4.isdigit())
