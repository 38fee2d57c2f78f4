"""Routes of deadlines: the home screen's list, the borrower's own deadlines, and what can be done with any."""

from flask import Response, g

from backend.actions.credit import deadline_closing
from backend.actions.reminders import deadlines
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import cursor_day_and_id, list_answer, page_schema, split_page
from backend.api.reminders.deadline_forms import (
    ChangedDeadline,
    ChangedDeadlineData,
    ClosingReason,
    ClosingReasonData,
    DeadlineQuery,
    DeadlineQueryData,
    DeadlineSchema,
    NewDeadline,
    NewDeadlineData,
    Paid,
    PaidData,
    Until,
    UntilData,
    deadline_json,
    details_of,
)
from backend.store.credit.credit_accounts import names_of
from backend.store.reminders import deadlines as stored
from backend.store.reminders.deadlines import Deadline

blueprint = Blueprint("deadlines", __name__, url_prefix="/v1/deadlines", description="What falls due")


def deadline_answer(row: Deadline, status: int = 200) -> Response:
    return row_answer(deadline_json(row, names_of([row.account_id]).get(row.account_id), g.now), row, status)


@blueprint.get("")
@blueprint.arguments(DeadlineQuery, location="query")
@blueprint.response(200, page_schema(DeadlineSchema))
def list_deadlines(query: DeadlineQueryData) -> Response:
    """List deadlines, earliest due first

    The app's home screen. Filter by state (several, with commas), kind, account and due date range.
    """
    limit = query["limit"]
    listed = stored.page(
        g.borrower_id,
        now=g.now,
        limit=limit + 1,
        after=cursor_day_and_id(query["cursor"]),
        states=query["state"],
        kinds=query["kind"],
        account_id=query["account_id"],
        due_from=query["due_from"],
        due_to=query["due_to"],
    )
    page, next_cursor = split_page(listed, limit, lambda item: (item.row.due_on, item.row.id))
    return list_answer([deadline_json(item.row, item.account_name, g.now) for item in page], next_cursor)


@blueprint.post("")
@blueprint.arguments(NewDeadline)
@blueprint.response(201, DeadlineSchema)
@idempotent
def add_deadline(data: NewDeadlineData) -> Response:
    """Add a deadline of your own

    Zone and country default to the borrower's.
    """
    row = deadlines.add_deadline(g.borrower_id, due_on=data["due_on"], now=g.now, **details_of(data))
    return deadline_answer(row, 201)


@blueprint.get("/<deadline_id>")
@blueprint.response(200, DeadlineSchema)
def get_deadline(deadline_id: str) -> Response:
    """Read one deadline"""
    return deadline_answer(deadlines.get(g.borrower_id, deadline_id))


@blueprint.patch("/<deadline_id>")
@blueprint.arguments(ChangedDeadline)
@blueprint.response(200, DeadlineSchema)
@with_borrower_lock
def change_deadline(data: ChangedDeadlineData, deadline_id: str) -> Response:
    """Change your own deadline, or mute any"""
    row = deadlines.get(g.borrower_id, deadline_id)
    check_if_match(row)
    return deadline_answer(deadlines.change_deadline(row, now=g.now, **data))


@blueprint.post("/<deadline_id>/acknowledge")
@blueprint.arguments(Paid)
@blueprint.response(200, DeadlineSchema)
@idempotent
def acknowledge_deadline(data: PaidData, deadline_id: str) -> Response:
    """Say "I have paid"

    Records a payment of the amount (all that is open, if none is given) and stops the rest of the reminders.
    """
    row = deadlines.get(g.borrower_id, deadline_id)
    return deadline_answer(deadline_closing.acknowledge_deadline(row, now=g.now, **data))


@blueprint.post("/<deadline_id>/snooze")
@blueprint.arguments(Until)
@blueprint.response(200, DeadlineSchema)
@idempotent
def snooze_deadline(data: UntilData, deadline_id: str) -> Response:
    """Snooze until an instant; null takes the snooze back"""
    row = deadlines.get(g.borrower_id, deadline_id)
    return deadline_answer(deadlines.snooze(row, until=data["until"], now=g.now))


@blueprint.post("/<deadline_id>/waive")
@blueprint.arguments(ClosingReason)
@blueprint.response(200, DeadlineSchema)
@idempotent
def waive_deadline(data: ClosingReasonData, deadline_id: str) -> Response:
    """Waive: the issuer gave it up"""
    return _close(deadline_id, "waived", "waiver", data["reason"])


@blueprint.post("/<deadline_id>/cancel")
@blueprint.arguments(ClosingReason)
@blueprint.response(200, DeadlineSchema)
@idempotent
def cancel_deadline(data: ClosingReasonData, deadline_id: str) -> Response:
    """Cancel: it does not apply"""
    return _close(deadline_id, "cancelled", "borrower", data["reason"])


@blueprint.post("/<deadline_id>/meet")
@blueprint.arguments(ClosingReason)
@blueprint.response(200, DeadlineSchema)
@idempotent
def meet_deadline(data: ClosingReasonData, deadline_id: str) -> Response:
    """Mark as done without a payment"""
    return _close(deadline_id, "met", "borrower", data["reason"])


@blueprint.post("/<deadline_id>/reopen")
@blueprint.response(200, DeadlineSchema)
@idempotent
def reopen_deadline(deadline_id: str) -> Response:
    """Open again what was waived, cancelled or marked as done"""
    row = deadlines.get(g.borrower_id, deadline_id)
    return deadline_answer(deadline_closing.reopen_deadline(row, now=g.now))


def _close(deadline_id: str, state: str, closed_by: str, reason: str | None) -> Response:
    row = deadlines.get(g.borrower_id, deadline_id)
    closed = deadline_closing.close_deadline(
        row, state=state, closed_by=closed_by, reason=reason, at=g.now, now=g.now
    )
    return deadline_answer(closed)
