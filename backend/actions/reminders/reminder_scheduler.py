"""When a deadline's next reminder is: the one place where rows meet the pure ladder.

Every action that changes a deadline, a policy or a borrower's settings ends here, in its own transaction,
so that `next_reminder_at` is never older than the facts.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from backend.countries.lateness import reportable_days
from backend.domain.calendar import local_time
from backend.domain.reminders import digest, moments, presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.policy import Policy, policy_from_data
from backend.domain.reminders.reminder_inputs import ReminderInputs
from backend.domain.reminders.snooze_limit import latest_end, next_limit, snooze_in_time, wakes_at
from backend.errors import Invalid, NotFound
from backend.store.people import borrowers
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines, policies
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.due_reminders import DeadlineFacts, OpenDeadline
from backend.store.reminders.policies import StoredPolicy
from backend.store.reminders.stored_settings import StoredSettings


def consequence(owed: bool) -> int:
    """Money that is late costs more than anything else that is."""
    return 2 if owed else 1


@lru_cache(maxsize=4096)
def delivery_settings(stored: StoredSettings) -> DeliverySettings:
    """A borrower's delivery settings from the row's plain values; NULL inherits the domain's default."""
    said = {"window_minutes": stored.window_minutes, "daily_cap": stored.daily_cap}
    return DeliverySettings(
        zone=stored.zone,
        quiet_start=time.fromisoformat(stored.quiet_start) if stored.quiet_start else None,
        quiet_end=time.fromisoformat(stored.quiet_end) if stored.quiet_end else None,
        quiet_dates=frozenset(date.fromisoformat(day) for day in json.loads(stored.quiet_dates)),
        paused_from=stored.paused_from,
        paused_until=stored.paused_until,
        calm_from=stored.calm_from,
        calm_last_on=stored.calm_last_on,
        paydays=tuple(json.loads(stored.paydays)),
        **{name: value for name, value in said.items() if value is not None},
    )


def delivery_settings_of(borrower: Borrower) -> DeliverySettings:
    return delivery_settings(
        StoredSettings(
            zone=borrower.zone,
            quiet_start=borrower.quiet_start,
            quiet_end=borrower.quiet_end,
            quiet_dates=borrower.quiet_dates,
            paused_from=borrower.paused_from,
            paused_until=borrower.paused_until,
            calm_from=borrower.calm_from,
            calm_last_on=borrower.calm_last_on,
            paydays=borrower.paydays,
            window_minutes=borrower.window_minutes,
            daily_cap=borrower.daily_cap,
        )
    )


# The rules of the policies set for (one deadline, its kind, everything); None where nothing is.
PolicyTexts = tuple[str | None, str | None, str | None]
NOTHING_SET: PolicyTexts = (None, None, None)


@lru_cache(maxsize=4096)
def _rules(text: str) -> Policy:
    return policy_from_data(json.loads(text))


class Policies:
    """The policies of some borrowers, loaded once; `of` gives the one that governs a deadline."""

    def __init__(self, rows: Iterable[StoredPolicy]) -> None:
        self._rows = {(row.borrower_id, row.scope, row.scope_key): row.rules for row in rows}

    @classmethod
    def of_borrowers(cls, borrower_ids: list[str]) -> "Policies":
        return cls(policies.of_borrowers(borrower_ids))

    def with_edit(self, borrower_id: str, scope: str, key: str, rules: str | None) -> "Policies":
        """A copy in which one policy is replaced, or removed where `rules` is None; for previews."""
        edited = Policies(())
        edited._rows = dict(self._rows)
        if rules is None:
            edited._rows.pop((borrower_id, scope, key), None)
        else:
            edited._rows[(borrower_id, scope, key)] = rules
        return edited

    def of(self, borrower_id: str, kind: str, deadline_id: str) -> Policy:
        return resolved(self._texts(borrower_id, kind, deadline_id), kind)

    def of_deadlines(self, borrower_id: str, rows: Sequence[OpenDeadline]) -> tuple[PolicyTexts, ...]:
        """What the borrower has set for each of these deadlines; nothing, as a rule."""
        if not self._rows:
            return (NOTHING_SET,) * len(rows)
        return tuple([self._texts(borrower_id, row.facts.kind, row.id) for row in rows])

    def _texts(self, borrower_id: str, kind: str, deadline_id: str) -> PolicyTexts:
        """What the borrower has set for this deadline, for its kind, and for everything."""
        if not self._rows:
            return NOTHING_SET
        find = self._rows.get
        return (
            find((borrower_id, "deadline", deadline_id)),
            find((borrower_id, "kind", kind)),
            find((borrower_id, "borrower", "")),
        )


def resolved(texts: PolicyTexts, kind: str) -> Policy:
    """The policy that governs a deadline of this kind, of what was set."""
    if texts == NOTHING_SET:
        return presets.default_policy(kind)
    deadline, of_kind, everything = (None if text is None else _rules(text) for text in texts)
    return presets.resolve(deadline, of_kind, everything, kind)


def reminder_inputs_of(deadline: Deadline | DeadlineFacts, deadline_id: str) -> ReminderInputs:
    """What the ladder of an open deadline is computed from, under the name that it has in the decision."""
    return ReminderInputs(
        deadline_id=deadline_id,
        kind=deadline.kind,
        due_on=deadline.due_on,
        pay_by_at=deadline.pay_by_at,
        last_chance_on=deadline.last_chance_on,
        last_chance_at=deadline.last_chance_at,
        zone=deadline.zone,
        reportable_days=reportable_days(deadline.country, deadline.due_on),
        owed=deadline.owed,
        sure=deadline.sure,
        autopay=deadline.autopay,
        consequence=consequence(deadline.owed),
        muted=deadline.muted,
        snoozed_until=deadline.snoozed_until,
        reminded_through=deadline.reminded_through,
    )


class ReminderScheduler:
    """Plans the deadlines of one borrower; holds the borrower's lock until the transaction ends."""

    def __init__(self, borrower_id: str, *, now: datetime) -> None:
        borrower = borrowers.lock(borrower_id)
        if borrower is None:
            raise NotFound()
        self.borrower = borrower
        self.now = now
        self._policies = Policies.of_borrowers([borrower_id])
        self._delivery = delivery_settings_of(borrower)

    def plan(self, deadline: Deadline) -> None:
        """Set when the next reminder is. An edit replays nothing and loses nothing that was pending."""
        self._keep_snooze_in_time(deadline)
        deadline.reminded_through = digest.reminded_through_after_edit(
            reminder_inputs_of(deadline, deadline.id), deadline.next_reminder_at, self.now
        )
        deadline.next_reminder_at = self._next(deadline)

    def plan_new(self, deadline: Deadline) -> None:
        """Set the first reminder of a new or re-opened deadline: nothing before now is replayed."""
        self._keep_snooze_in_time(deadline)
        deadline.reminded_through = self.now
        deadline.next_reminder_at = self._next(deadline)

    def plan_told(self, deadline: Deadline) -> None:
        """Plan a debt of which only now is known what it asks. Where it is missed already, the last word that its
        ladder had for that is still to be said: at once, or as soon as quiet hours end."""
        if deadline.state != "open" or not deadline.sure or deadline.last_chance_at >= self.now:
            return
        inputs = reminder_inputs_of(deadline, deadline.id)
        ladder = moments.ladder_of(inputs, self._policy_of(deadline), self._delivery)
        if last := ladder.last_until(self.now):
            deadline.reminded_through = last.at - timedelta(microseconds=1)
            deadline.next_reminder_at = self._next(deadline)

    def plan_at_once(self, deadline: Deadline) -> None:
        """Let a new deadline speak once, now: a snooze that ends now is its only moment, held by quiet hours."""
        deadline.snoozed_until = self.now
        deadline.reminded_through = self.now - timedelta(microseconds=1)
        deadline.next_reminder_at = self._next(deadline)

    def _keep_snooze_in_time(self, deadline: Deadline) -> None:
        if deadline.snoozed_until is not None:
            inputs = reminder_inputs_of(deadline, deadline.id)
            deadline.snoozed_until = snooze_in_time(inputs, self._delivery, self.now)

    def check_snooze(self, deadline: Deadline, until: datetime) -> None:
        """Invalid where a snooze of money owed would end past the next limit, or could not speak before it any more."""
        inputs = reminder_inputs_of(deadline, deadline.id)
        limit = next_limit(inputs, self.now)
        if limit is None:
            return
        latest = latest_end(limit, self._delivery)
        if wakes_at(until, inputs, self._delivery) <= self.now or (until >= limit and latest <= self.now):
            raise Invalid("snooze-no-time-left", field="until")
        if until >= limit:
            raise Invalid(
                "snooze-too-long", field="until", latest=local_time.local(latest, self.borrower.zone)
            )

    def replan_all(self) -> None:
        """Plan every open deadline again after a change of settings or policies."""
        for deadline in deadlines.open_of_borrower(self.borrower.id):
            self.plan(deadline)
            deadline.save(only=[Deadline.snoozed_until, Deadline.reminded_through, Deadline.next_reminder_at])

    def _next(self, deadline: Deadline) -> datetime | None:
        if deadline.state != "open" or deadline.silent:
            return None
        moment = moments.next_moment(
            reminder_inputs_of(deadline, deadline.id),
            self._policy_of(deadline),
            self._delivery,
            deadline.reminded_through,
        )
        return moment.at if moment else None

    def _policy_of(self, deadline: Deadline) -> Policy:
        return self._policies.of(deadline.borrower_id, deadline.kind, deadline.id)
