"""The settings that decide when and how a borrower is reminded, as they may be changed or tried in a preview."""

from datetime import date, time
from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.api.http.fields import Bounded, Country, Day, WallTime, Zone
from backend.words.catalogue import LOCALES


class ChangedMe(Schema):
    """What may change. NULL for daily_cap and window_minutes inherits the default."""

    zone = Zone()
    locale = fields.String(validate=validate.OneOf(LOCALES))
    country = Country()
    quiet_start = WallTime(allow_none=True)
    quiet_end = WallTime(allow_none=True)
    quiet_dates = fields.List(Day(), validate=validate.Length(max=200))
    paydays = fields.List(Bounded(1, 31), validate=validate.Length(max=10))
    discreet = fields.Boolean(truthy={True}, falsy={False})
    daily_cap = Bounded(1, 50, allow_none=True)
    window_minutes = Bounded(0, 720, allow_none=True)


class ChangedMeData(TypedDict, total=False):
    """What ChangedMe reads; a setting that was not sent is not there."""

    zone: str
    locale: str
    country: str
    quiet_start: time | None
    quiet_end: time | None
    quiet_dates: list[date]
    paydays: list[int]
    discreet: bool
    daily_cap: int | None
    window_minutes: int | None


def quiet_hours_as_text(data: ChangedMeData) -> dict[str, object]:
    """The changed settings, the ends of the quiet hours as the borrower's row keeps them: 22:00."""
    return {
        name: value.strftime("%H:%M") if isinstance(value, time) else value for name, value in data.items()
    }
