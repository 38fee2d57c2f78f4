"""What a request leaves unsaid follows from the borrower's home: the day it is there, its zone and its country."""

from datetime import date
from typing import TypedDict, TypeVar

from flask import g

from backend.domain.calendar.local_time import local_date


class PlaceData(TypedDict):
    """The part of a request body that says where a debt or a deadline belongs."""

    zone: str | None
    country: str | None


WithPlace = TypeVar("WithPlace", bound=PlaceData)


def borrower_today() -> date:
    """The day it is where the borrower lives."""
    return local_date(g.now, g.borrower.zone)


def default_place(data: WithPlace) -> WithPlace:
    """The same body, its zone and country those of the borrower where it names none."""
    data["zone"] = data["zone"] or g.borrower.zone
    data["country"] = data["country"] or g.borrower.country
    return data
