"""Fields that the forms of pay-off plans share: rates, keys, repetitions, lists with a limit."""

from marshmallow import Schema, fields, validate

from backend.api.http.fields import Bounded, Day, Minor

MOST_RATE = 100_000  # 1,000 % a year
UNITS = ("month", "week", "day")
DAY = {"description": "A local date."}


def yearly_rate(**kwargs: object) -> fields.Integer:
    about = {"description": "Basis points a year: 1825 is 18.25 %."}
    return Bounded(0, MOST_RATE, metadata=about, **kwargs)  # type: ignore[arg-type]


def own_key() -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Regexp(r"^[A-Za-z0-9_-]{1,40}\Z"),
        metadata={"description": "A name of its own for what is typed, by which orders and offers name it."},
    )


def list_of(schema: type[Schema], most: int, text: str) -> fields.List[dict[str, object]]:
    about = {"description": text}
    return fields.List(
        fields.Nested(schema), load_default=list, validate=validate.Length(max=most), metadata=about
    )


def asked(text: str) -> fields.Integer:
    return Minor(load_default=None, allow_none=True, metadata={"description": f"{text} Minor units."})


def perhaps(text: str) -> fields.Date:
    return Day(load_default=None, allow_none=True, metadata={"description": text})


def repeat_unit() -> fields.String:
    return fields.String(
        load_default="month",
        validate=validate.OneOf(UNITS),
        metadata={"description": "What is repeated: months, weeks or days."},
    )


def repeat_count() -> fields.Integer:
    return Bounded(1, 366, load_default=1, metadata={"description": "Every so many: 2 weeks is fortnightly."})


def interest_by_field() -> fields.String:
    return fields.String(
        load_default="day",
        validate=validate.OneOf(("day", "month")),
        metadata={"description": "By the day over 365, or each month a twelfth of a year."},
    )
