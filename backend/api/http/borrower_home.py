"""What a request leaves unsaid follows from the borrower's home: the day it is there, its zone and its country."""

from datetime import date
from typing import TypedDict

from flask import g
from marshmallow import Schema, post_load

from backend.domain.calendar.local_time import local_date


class PlaceData(TypedDict):
    """The part of a request body that says where a debt or a deadline belongs, once `HomeDefaults` has filled it in."""

    zone: str
    country: str


class HomeDefaults(Schema):
    """A body whose zone and country are those of the borrower where it names none."""

    @post_load
    def _fill_in(self, data: PlaceData, **_: object) -> PlaceData:
        data["zone"] = data["zone"] or g.borrower.zone
        data["country"] = data["country"] or g.borrower.country
        return data


def borrower_today() -> date:
    """The day it is where the borrower lives."""
    return local_date(g.now, g.borrower.zone)
