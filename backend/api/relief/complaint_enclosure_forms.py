"""What is typed and shown of what a complaint encloses."""

from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.api.http.answers import iso
from backend.api.http.fields import Text
from backend.store.relief.complaint_enclosures import ComplaintEnclosure

_FILE = "One of your attachments (`POST /v1/attachments`): a screenshot, a letter, a statement."
_RECORDING = "The name of a recording that you keep yourself; the letter names it, and it is not sent here."
_DIGEST = "The SHA-256 of the recording's file, as 64 hexadecimal digits. null: not known."


class NewEnclosure(Schema):
    """A file that is kept here, or a recording that you keep: one of the two."""

    attachment_id = Text(40, load_default=None, allow_none=True, metadata={"description": _FILE})
    recording = Text(120, load_default=None, allow_none=True, metadata={"description": _RECORDING})
    sha256 = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(r"[0-9a-f]{64}\Z"),
        metadata={"description": _DIGEST},
    )


class NewEnclosureData(TypedDict):
    attachment_id: str | None
    recording: str | None
    sha256: str | None


class ComplaintEnclosureSchema(Schema):
    """Something that the letter encloses, with what shows that it was not changed since."""

    id = fields.String(required=True)
    attachment_id = fields.String(
        required=True, allow_none=True, metadata={"description": "null: a recording that you keep."}
    )
    name = fields.String(required=True)
    sha256 = fields.String(
        required=True, allow_none=True, metadata={"description": "Of its content. null: not known."}
    )
    enclosed_at = fields.AwareDateTime(required=True)


def enclosure_json(row: ComplaintEnclosure) -> dict[str, object]:
    return {
        "id": row.id,
        "attachment_id": row.attachment_id,
        "name": row.name,
        "sha256": row.sha256,
        "enclosed_at": iso(row.created_at),
    }
