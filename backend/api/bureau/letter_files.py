"""A letter as what is served of it: text, a page to print, or a PDF; for its owner only, and kept by nobody between."""

from flask import Response

from backend.rendering.html.letter import as_html
from backend.rendering.letter_text import as_text
from backend.rendering.pdf.letter import as_pdf
from backend.words.bureau.letter_facts import Letter


def text_answer(letter: Letter) -> Response:
    """To paste into a form."""
    return _private(Response(as_text(letter), content_type="text/plain; charset=utf-8"))


def html_answer(letter: Letter, locale: str) -> Response:
    """A page to print, which runs nothing."""
    answer = Response(as_html(letter, locale), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return _private(answer)


def pdf_answer(letter: Letter, locale: str, name: str) -> Response:
    """A PDF of that name."""
    answer = Response(as_pdf(letter, locale), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return _private(answer)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
