"""The settings that decide when and how a borrower is reminded, as they may be changed or tried in a preview."""

from marshmallow import Schema, fields, validate

from backend.api.http.fields import REGION, Bounded, Country, Day, Region, WallTime, Zone
from backend.words.catalogue import LOCALES


class ChangedMe(Schema):
    """What may change. NULL for daily_cap and window_minutes inherits the default."""

    zone = Zone()
    locale = fields.String(validate=validate.OneOf(LOCALES))
    country = Country()
    region = Region(allow_none=True, metadata={"description": REGION})
    quiet_start = WallTime(allow_none=True)
    quiet_end = WallTime(allow_none=True)
    quiet_dates = fields.List(Day(), validate=validate.Length(max=200))
    paydays = fields.List(Bounded(1, 31), validate=validate.Length(max=10))
    discreet = fields.Boolean(truthy={True}, falsy={False})
    mail_reminders = fields.Boolean(truthy={True}, falsy={False})
    daily_cap = Bounded(1, 50, allow_none=True)
    window_minutes = Bounded(0, 720, allow_none=True)
