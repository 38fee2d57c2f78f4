"""What answers show of what was achieved."""

from collections.abc import Mapping, Sequence

from marshmallow import Schema, fields, validate

from backend.api.http.answers import iso
from backend.domain.relief.achievements import Achievement
from backend.words.relief.achievements import achievement_text


class AchievementSchema(Schema):
    """What was achieved."""

    code = fields.String(
        required=True,
        validate=validate.OneOf(("current_again", "months_on_time")),
        metadata={"description": "current_again is told for 30 days; months_on_time are in a row."},
    )
    account_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The account; null: of all of them."}
    )
    on = fields.Date(
        required=True, allow_none=True, metadata={"description": "Since which day it is current again."}
    )
    months = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Whole months; null: it is no number."}
    )
    text = fields.String(required=True, metadata={"description": "The same in a sentence."})


def achieved_json(
    told: Sequence[Achievement], names: Mapping[str, str], locale: str
) -> list[dict[str, object]]:
    """Those of the accounts that have a name here, and those of none."""
    return [
        {
            "code": one.code,
            "account_id": one.account_id,
            "on": iso(one.on),
            "months": one.months,
            "text": achievement_text(one, names.get(one.account_id or "", ""), locale),
        }
        for one in told
        if one.account_id is None or one.account_id in names
    ]
