"""Pictures are answered as SVG that runs nothing, in the theme that was asked for."""

from typing import TypedDict, get_args

from flask import Response
from marshmallow import Schema, fields, validate

from backend.rendering.svg.canvas import Theme


class PictureQuery(Schema):
    """`theme` auto follows the viewer's own preference."""

    theme = fields.String(load_default="auto", validate=validate.OneOf(get_args(Theme)))


class PictureQueryData(TypedDict):
    theme: Theme


def svg_answer(text: str) -> Response:
    """A picture that runs nothing: its one style sheet is inside it, and no other source is allowed."""
    answer = Response(text, content_type="image/svg+xml; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
