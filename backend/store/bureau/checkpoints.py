"""When to look at which bureau's report: the visits that are planned, and the applications that some are for."""

from datetime import date
from typing import NamedTuple

from backend.store.rows import Row, day, day_or_none, instant, integer, long_text, short_text


class Checkpoint(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    key = short_text(80)
    country = short_text(2)
    bureau = short_text(24)
    look_on = day()
    reasons = long_text()  # JSON [{"code", "subject_id", "on"}]
    rules = long_text()  # JSON ["late.visible_days@2026-01-01"]: what it was computed under
    state = short_text(10, default="open")  # open | looked | withdrawn
    looked_on = day_or_none()
    deadline_id = short_text(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "checkpoint"
        indexes = ((("borrower_id", "key"), True), (("borrower_id", "state", "look_on", "id"), False))


class Application(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    title = short_text(80)
    country = short_text(2)
    apply_on = day()
    state = short_text(10, default="planned")  # planned | made | refused | dropped
    refused_on = day_or_none()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "application"
        indexes = ((("borrower_id", "apply_on", "id"), False),)


def find(borrower_id: str, checkpoint_id: str) -> Checkpoint | None:
    return Checkpoint.get_or_none((Checkpoint.id == checkpoint_id) & (Checkpoint.borrower_id == borrower_id))


def of_borrower(borrower_id: str, country: str) -> list[Checkpoint]:
    """Every visit that was ever planned in a country, withdrawn ones included."""
    query = Checkpoint.select().where(
        (Checkpoint.borrower_id == borrower_id) & (Checkpoint.country == country)
    )
    return list(query.order_by(Checkpoint.look_on, Checkpoint.id))


def page(
    borrower_id: str,
    *,
    limit: int,
    after: tuple[date, str] | None = None,
    states: frozenset[str] = frozenset(),
) -> list[Checkpoint]:
    """One page of visits, the earliest first."""
    query = Checkpoint.select().where(Checkpoint.borrower_id == borrower_id)
    if states:
        query = query.where(Checkpoint.state.in_(sorted(states)))
    if after:
        query = query.where(
            (Checkpoint.look_on > after[0]) | ((Checkpoint.look_on == after[0]) & (Checkpoint.id > after[1]))
        )
    return list(query.order_by(Checkpoint.look_on, Checkpoint.id).limit(limit))


def open_until(borrower_id: str, bureau: str, day: date) -> list[Checkpoint]:
    """The visits to a bureau that a look on this day fulfils."""
    query = Checkpoint.select().where(
        (Checkpoint.borrower_id == borrower_id)
        & (Checkpoint.bureau == bureau)
        & (Checkpoint.state == "open")
        & (Checkpoint.look_on <= day)
    )
    return list(query.order_by(Checkpoint.look_on, Checkpoint.id))


class MadeLook(NamedTuple):
    """A look that was taken at a bureau's report."""

    country: str
    bureau: str
    on: date


def looks(borrower_id: str) -> list[MadeLook]:
    """Every visit that was made, the first one first."""
    query = Checkpoint.select().where(
        (Checkpoint.borrower_id == borrower_id) & Checkpoint.looked_on.is_null(False)
    )
    rows = query.order_by(Checkpoint.looked_on)
    return [MadeLook(row.country, row.bureau, row.looked_on) for row in rows if row.looked_on]


def application(borrower_id: str, application_id: str) -> Application | None:
    return Application.get_or_none(
        (Application.id == application_id) & (Application.borrower_id == borrower_id)
    )


def applications_page(
    borrower_id: str, *, limit: int, after: tuple[date, str] | None = None
) -> list[Application]:
    """One page of planned applications, the earliest first."""
    query = Application.select().where(Application.borrower_id == borrower_id)
    if after:
        query = query.where(
            (Application.apply_on > after[0])
            | ((Application.apply_on == after[0]) & (Application.id > after[1]))
        )
    return list(query.order_by(Application.apply_on, Application.id).limit(limit))


def planned(borrower_id: str) -> list[Application]:
    query = Application.select().where(
        (Application.borrower_id == borrower_id) & (Application.state == "planned")
    )
    return list(query.order_by(Application.apply_on, Application.id))


def refused(borrower_id: str) -> list[Application]:
    """Those that were refused, the first one first."""
    query = Application.select().where(
        (Application.borrower_id == borrower_id) & (Application.state == "refused")
    )
    return list(query.order_by(Application.refused_on, Application.id))
