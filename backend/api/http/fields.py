"""Schema fields of our own: strict integers, instants with an offset, IANA zones, text without card numbers."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import TypedDict, Unpack

from marshmallow import ValidationError, fields, validate

from backend.countries.regions import is_region
from backend.domain.calendar.business_day import supported
from backend.domain.calendar.local_time import valid_zone
from backend.domain.credit.card_number import contains_card_number, is_international_number
from backend.domain.money.amount import valid_currency

# Far above any debt in any currency's minor unit, far below 2**63.
MAX_MINOR = 10**15
LAST_YEAR = 2200

Validator = Callable[[object], object]


class FieldOptions(TypedDict, total=False):
    """What every field of ours can be told beside its own limits."""

    required: bool
    allow_none: bool | None
    load_default: object
    metadata: Mapping[str, object]


class StrictInteger(fields.Integer):
    """An integer that is written as one: no float, no text, no truth value."""

    def _validated(self, value: object) -> int:
        if isinstance(value, bool | str | float):
            raise self.make_error("invalid")
        return super()._validated(value)


def Bounded(low: int, high: int, **kwargs: Unpack[FieldOptions]) -> fields.Integer:  # noqa: N802 - reads as a field
    """A strict integer within bounds."""
    return StrictInteger(validate=validate.Range(low, high), **kwargs)


def Minor(*, low: int = 0, **kwargs: Unpack[FieldOptions]) -> fields.Integer:  # noqa: N802 - reads as a field
    """Money in minor units."""
    return Bounded(low, MAX_MINOR, **kwargs)


def no_card_number(text: str) -> None:
    if contains_card_number(text):
        raise ValidationError(
            "This looks like a full card number. Keep at most the last four digits; nothing was stored."
        )


class Text(fields.String):
    """Text of 1 to `longest` characters without control characters; a full card number is refused."""

    def __init__(self, longest: int, **kwargs: Unpack[FieldOptions]) -> None:
        super().__init__(validate=validate.Length(1, longest), **kwargs)

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        if any(ord(letter) < 32 and letter not in "\n\t" for letter in text):
            raise ValidationError("Control characters are not allowed.")
        no_card_number(text)
        return text


class NumberOrAddress(Text):
    """A telephone number, an address of any kind: text, but that a number with a plus is no card's."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> str:
        if isinstance(value, str) and is_international_number(value.strip()):
            return value.strip()
        return super()._deserialize(value, attr, data, **kwargs)


class _Checked(fields.String):
    def __init__(self, check: Callable[[str], bool], message: str, **kwargs: Unpack[FieldOptions]) -> None:
        super().__init__(validate=validate.Length(max=64), **kwargs)
        self._check, self._message = check, message

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not self._check(text):
            raise ValidationError(self._message)
        return text


def Zone(**kwargs: Unpack[FieldOptions]) -> fields.String:  # noqa: N802 - reads as a field
    """An IANA time zone; offsets are refused, because they know no daylight saving time."""
    return _Checked(valid_zone, 'Give an IANA zone such as "Asia/Shanghai".', **kwargs)


def Currency(**kwargs: Unpack[FieldOptions]) -> fields.String:  # noqa: N802 - reads as a field
    return _Checked(valid_currency, 'Give an ISO 4217 code such as "CNY".', **kwargs)


def Country(**kwargs: Unpack[FieldOptions]) -> fields.String:  # noqa: N802 - reads as a field
    return _Checked(supported, 'Give an ISO 3166 code such as "CN".', **kwargs)


# What a region is, wherever one is told or given.
REGION = (
    "ISO 3166-2 of the part of the country, and a city's short name behind it where a city has rules of its own: "
    "US-NY, US-NY-NYC. null: not known."
)


def Region(**kwargs: Unpack[FieldOptions]) -> fields.String:  # noqa: N802 - reads as a field
    """A part of a country; one that there is not is refused where the country's parts are known."""
    return _Checked(is_region, 'Give a region such as "US-NY".', **kwargs)


class Instant(fields.AwareDateTime):
    """An instant with its offset, kept in UTC."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> datetime:
        found: datetime = super()._deserialize(value, attr, data, **kwargs)
        try:
            found = found.astimezone(UTC)
        except OverflowError:
            raise ValidationError("Give an instant between 1970 and 9000.") from None
        if not 1970 <= found.year < 9000:
            raise ValidationError("Give an instant between 1970 and 9000.")
        return found


class Day(fields.Date):
    """A local date that a debt could have: far ones lie beyond what zones and calendars can compute."""

    first_year = 1970

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> date:
        found: date = super()._deserialize(value, attr, data, **kwargs)
        if not self.first_year <= found.year < LAST_YEAR:
            raise ValidationError(f"Give a date between {self.first_year} and {LAST_YEAR}.")
        return found


class WallTime(fields.String):
    """A local wall time as HH:MM; null is the day's end."""

    def _deserialize(  # type: ignore[override]  # text outside, a time within
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> time:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            found = time.fromisoformat(text)
        except ValueError:
            raise ValidationError("Give a local time as HH:MM.") from None
        if found.tzinfo or found.second or found.microsecond or len(text) != 5:
            raise ValidationError("Give a local time as HH:MM.")
        return found


class ByName(fields.Dict):
    """An object whose names are data: what is wrong is told by the name, as of any other field."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> dict[str, object]:
        try:
            found: dict[str, object] = super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
            return found
        except ValidationError as error:
            if not isinstance(error.messages, dict):
                raise
            told = {str(name)[:40]: [*faults.values()][0] for name, faults in error.messages.items()}
            raise ValidationError(told) from None


class Choices(fields.String):
    """Several values separated by commas, as a frozenset; None allows any short word."""

    def __init__(self, allowed: tuple[str, ...] | None, **kwargs: Unpack[FieldOptions]) -> None:
        chosen = kwargs.get("load_default")
        if isinstance(chosen, frozenset):
            # The document says a default as a client would send it; an empty choice has none to say.
            kwargs["load_default"] = lambda: chosen
            if chosen:
                kwargs["metadata"] = {**kwargs.get("metadata", {}), "default": ",".join(sorted(chosen))}
        if allowed is not None:
            one = f"(?:{'|'.join(allowed)})?"
            kwargs["metadata"] = {**kwargs.get("metadata", {}), "pattern": f"^{one}(?:,{one})*$"}
        super().__init__(validate=None, **kwargs)
        self._allowed = allowed

    def _deserialize(  # type: ignore[override]  # text outside, a set within
        self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object
    ) -> frozenset[str]:
        text = super()._deserialize(value, attr, data, **kwargs)
        found = frozenset(part for part in text.split(",") if part)
        if len(found) > 20 or any(len(part) > 24 for part in found):
            raise ValidationError("Too many or too long values.")
        if self._allowed and not found <= set(self._allowed):
            raise ValidationError(f"Choose among: {', '.join(self._allowed)}.")
        return found
