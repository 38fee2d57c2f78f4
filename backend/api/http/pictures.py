"""Pictures as answers."""

from flask import Response


def svg_answer(text: str) -> Response:
    """A picture that runs nothing: its one style sheet is inside it, and no other source is allowed."""
    answer = Response(text, content_type="image/svg+xml; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
