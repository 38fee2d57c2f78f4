"""When each job last ran to its end: what /readyz and the doctor read."""

from datetime import datetime

from backend.store.database import transaction
from backend.store.rows import Expression, Row, instant, short_text


class Heartbeat(Row):
    name = short_text(40, primary_key=True)
    at = instant()

    class Meta:
        table_name = "heartbeat"


def beat(name: str, *, now: datetime) -> None:
    again: dict[Expression, object] = {Heartbeat.at: now}
    with transaction():
        Heartbeat.insert(name=name, at=now).on_conflict(
            conflict_target=[Heartbeat.name], update=again
        ).execute()


def last(name: str) -> datetime | None:
    row = Heartbeat.get_or_none(Heartbeat.name == name)
    return row.at if row else None
