"""When each job last ran to its end: what /readyz and the doctor read."""

from datetime import datetime
from typing import cast

import peewee

from backend.store.database import InstantField, Row, transaction


class Heartbeat(Row):
    name = peewee.CharField(max_length=40, primary_key=True)
    at = InstantField()

    class Meta:
        table_name = "heartbeat"


def beat(name: str, *, now: datetime) -> None:
    with transaction():
        Heartbeat.insert(name=name, at=now).on_conflict(
            conflict_target=[Heartbeat.name], update={Heartbeat.at: now}
        ).execute()


def last(name: str) -> datetime | None:
    row = Heartbeat.get_or_none(Heartbeat.name == name)
    return cast(datetime | None, row.at if row else None)
