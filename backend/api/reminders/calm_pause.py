"""Routes of the "too much right now" pause: only what cannot be undone is pushed, all else is in the inbox."""

from flask import Response, g

from backend.actions.reminders import calm_pause
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent
from backend.api.reminders.calm_pause_forms import CalmPauseSchema, NewCalmPause, NewCalmPauseData
from backend.store.people.borrowers import Borrower
from backend.store.reminders.held_reminders import Waited
from backend.words.reminders.calm import pause_title

blueprint = Blueprint(
    "calm pause", __name__, url_prefix="/v1/me/calm-pause", description="Too much right now"
)


def _answer(row: Borrower, waited: Waited | None = None) -> Response:
    found = calm_pause.state_of(row, now=g.now)
    counted = waited or found.waited
    return json_answer(
        {
            "last_on": found.last_on.isoformat() if found.last_on else None,
            "began_at": iso(found.began_at),
            "ends_at": iso(found.ends_at),
            "default_last_on": found.default_last_on.isoformat(),
            "latest_last_on": found.latest_last_on.isoformat(),
            "waited": counted.told,
            "still_open": counted.still_open,
        }
    )


@blueprint.get("")
@blueprint.response(200, CalmPauseSchema)
def get_calm_pause() -> Response:
    """Whether a "too much right now" pause holds, until when, and what waited"""
    return _answer(g.borrower)


@blueprint.post("")
@blueprint.arguments(NewCalmPause)
@blueprint.response(200, CalmPauseSchema)
@idempotent
def set_calm_pause(data: NewCalmPauseData) -> Response:
    """Be left alone for some days: only the last word before what cannot be undone is pushed

    Said again while it holds, it ends on the new day.
    """
    title = pause_title(g.borrower.locale)
    return _answer(calm_pause.set_pause(g.borrower, last_on=data["last_on"], title=title, now=g.now))


@blueprint.delete("")
@blueprint.response(200, CalmPauseSchema)
@with_borrower_lock
def end_calm_pause() -> Response:
    """End the "too much right now" pause now; nothing of what waited is sent again"""
    waited = calm_pause.end_pause(g.borrower, now=g.now)
    return _answer(g.borrower, waited)
