"""Files are sent as a form's part named `file`; a route with one accepts a larger body than the others."""

from collections.abc import Callable, Iterator
from typing import IO

from flask import current_app, request
from marshmallow import Schema, fields
from werkzeug.datastructures import FileStorage

from backend.api.http.blueprint import Blueprint
from backend.errors import Invalid
from config.settings import Settings

PIECE_BYTES = 1 << 20
_REST_OF_FORM_BYTES = 65_536


class FileForm(Schema):
    """A form with a file."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


def allow_a_file(blueprint: Blueprint, view_name: str, most_bytes: Callable[[Settings], int]) -> None:
    """Let the body of one view of `blueprint` be as large as its file may be and the rest of a form."""
    endpoint = f"{blueprint.name}.{view_name}"

    @blueprint.before_request
    def raise_limit() -> None:
        if request.endpoint == endpoint and request.mimetype == "multipart/form-data":
            request.max_content_length = most_bytes(current_app.config["GRACEDAY"]) + _REST_OF_FORM_BYTES


def sent_file(part: object) -> FileStorage:
    """The part `file` of a form; Invalid where it was sent as text."""
    if not isinstance(part, FileStorage):
        raise Invalid("file-missing", field="file")
    return part


def pieces_of(stream: IO[bytes], piece_bytes: int = PIECE_BYTES) -> Iterator[bytes]:
    while piece := stream.read(piece_bytes):
        yield piece
