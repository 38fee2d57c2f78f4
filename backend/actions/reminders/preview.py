"""The exact preview: the tick's own decision on a moved clock, for what is stored or for an edit not yet saved."""

from dataclasses import replace
from datetime import datetime

from backend.actions.reminders.reminder_scheduler import Policies, delivery_settings_of, reminder_inputs_of
from backend.actions.reminders.tick import LOOK_AHEAD, on_day_of
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Digest, inputs_after_edit, preview_digests
from backend.domain.reminders.snooze_limit import snooze_in_time
from backend.store.people import borrowers
from backend.store.reminders import deadlines, due_reminders, notifications


def preview(
    borrower_id: str,
    *,
    now: datetime,
    until: datetime,
    settings: DeliverySettings | None = None,
    policies: Policies | None = None,
    edited: bool = False,
) -> list[Digest]:
    """What will be sent, and when, if nothing changes; with `settings` or `policies` that are not saved yet.

    `edited` says that the plan differs from the stored one, so that, as after saving it, nothing that lies
    before `now` is replayed.
    """
    chosen = policies or Policies.of_borrowers([borrower_id])
    delivery = settings or delivery_settings_of(borrowers.get(borrower_id))
    rows = [row for row in deadlines.open_of_borrower(borrower_id) if not row.muted and not row.silent]
    pairs = []
    for row in rows:
        inputs = reminder_inputs_of(row, row.id)
        if edited:
            inputs = replace(inputs, snoozed_until=snooze_in_time(inputs, delivery, now))
            inputs = inputs_after_edit(inputs, row.next_reminder_at, now)
        pairs.append((inputs, chosen.of(borrower_id, row.kind, row.id)))
    made = notifications.pushed_since([borrower_id], now - LOOK_AHEAD)
    moments = due_reminders.told_moments([row.id for row in rows]) if rows else []
    told = {(each.deadline_id, each.moment) for each in moments}
    pushes = on_day_of(now, made, delivery.zone)
    hard = any(push.hard for push in pushes)
    return preview_digests(pairs, delivery, now, until, len(pushes), told, hard_today=hard)
