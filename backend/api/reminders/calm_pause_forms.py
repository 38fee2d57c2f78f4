"""The schemas of a "too much right now" pause."""

from datetime import date
from typing import TypedDict

from marshmallow import Schema, fields

from backend.api.http.fields import Day

HELD = (
    "Why this line is in the inbox and in no push: calm (a pause), hard (the day had its push about lateness), quiet "
    "(what went well is never pushed). Null: nothing held it back."
)
HELD_BY = ("calm", "hard", "quiet")


class NewCalmPause(Schema):
    """`last_on` is the last day of the pause; left out, it lasts three days, or as long as it does already."""

    last_on = Day(load_default=None, allow_none=True)


class NewCalmPauseData(TypedDict):
    last_on: date | None


class CalmPauseSchema(Schema):
    """A "too much right now" pause. `last_on` null: none holds. `waited` is of the pause that holds, or of the last one
    that ran to its end."""

    last_on = fields.Date(required=True, allow_none=True)
    began_at = fields.AwareDateTime(required=True, allow_none=True)
    ends_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "Your midnight after its last day (UTC)."}
    )
    default_last_on = fields.Date(required=True)
    latest_last_on = fields.Date(required=True)
    waited = fields.Integer(
        required=True, metadata={"description": "Deadlines of which a word was held back."}
    )
    still_open = fields.Integer(required=True, metadata={"description": "How many of these are open."})
