"""Which kinds of reminder have words of their own: each check and each alert. The rest, a due and the borrower's own
entry, are said in the sentences of a due (sentences.py).
"""

from collections.abc import Callable
from typing import NamedTuple

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.reminders import (
    achieved,
    alerts,
    calm,
    checks,
    debt_disputes,
    minimum_jumps,
    promises,
    promotions,
)


class KindWords(NamedTuple):
    """A title that says how it stands, and a body with the one next step; both of a line, in a locale."""

    title: Callable[[NotificationLine, str], str]
    body: Callable[[NotificationLine, str], str]


WORDS: dict[str, KindWords] = {
    "report_check": KindWords(checks.report_title, checks.report_body),
    "dispute_answer": KindWords(checks.answer_title, checks.answer_body),
    "complaint_answer": KindWords(checks.answer_title, checks.complaint_body),
    "promise_to_pay": KindWords(promises.title, promises.body),
    "plan_review": KindWords(checks.review_title, checks.review_body),
    "calm_pause_end": KindWords(calm.end_title, calm.end_body),
    "promotional_rate_end": KindWords(promotions.rate_title, promotions.rate_body),
    "deferred_interest_end": KindWords(promotions.deferred_title, promotions.deferred_body),
    "debt_dispute_answer": KindWords(checks.answer_title, checks.complaint_body),
    "validation_window": KindWords(debt_disputes.window_title, debt_disputes.window_body),
    "envelope": KindWords(alerts.envelope_title, alerts.envelope_body),
    "funding": KindWords(alerts.funding_title, alerts.funding_body),
    "current_again": KindWords(achieved.again_title, achieved.again_body),
    "minimum_jump": KindWords(minimum_jumps.jump_title, minimum_jumps.jump_body),
}
