"""Ready-made policies: one for each stage, the standard one of them all, a lighter and a closer one.

There are few reminders, because one shortly before the due date helps most and extra late ones add nothing
(Cadena & Schoar 2011, NBER working paper 17020; Karlan et al. 2016, Management Science 62(12)).
"""

from datetime import time

from backend.domain.reminders.policy import Policy, ReminderRule, default_tone

_MORNING, _EVENING = time(9), time(18)
_OWED_KINDS = frozenset({"card_minimum", "loan_instalment"})
# What a followed plan says at once (actions/reminders/alerts.py): spoken by its own moment, never by a ladder.
ALERT_KINDS = frozenset({"envelope", "funding"})
# Something to look at or to hear of, in words of its own (words/reminders/checks.py).
CHECK_KINDS = frozenset({"report_check", "dispute_answer"})


def _rules(anchor: str, *offsets: int, at: time = _MORNING) -> tuple[ReminderRule, ...]:
    return tuple(ReminderRule(anchor, offset, at, default_tone(anchor, offset)) for offset in offsets)


_UPCOMING = _rules("due", -7, -3, -1, 0)
_IN_GRACE = _rules("grace", 0)
_LATE = _rules("due", 1, 7, 15)
_REPORTABLE = _rules("reportable", -1)
_MONTHLY = _rules("monthly", 4)
_PAYDAY = _rules("payday", 0)
_STANDARD = _UPCOMING + _IN_GRACE + _LATE + _REPORTABLE + _MONTHLY

PRESETS: dict[str, Policy] = {
    "standard": Policy(_STANDARD),
    "light": Policy.from_rules(_rules("due", -3, 0), _IN_GRACE, _rules("due", 1), _REPORTABLE),
    "close": Policy.from_rules(
        _STANDARD, _rules("due", -14, -2, 3, 21), _rules("due", 0, at=_EVENING), _PAYDAY
    ),
    "payday": Policy.from_rules(_UPCOMING, _PAYDAY),
    "upcoming": Policy(_UPCOMING),
    "in_grace": Policy(_IN_GRACE),
    "late_1_29": Policy(_LATE),
    "reportable": Policy(_REPORTABLE),
    "monthly": Policy(_MONTHLY),
}
# A check that is a day late harms nobody: one reminder ahead, the day itself, and once more.
_SILENT = Policy(())
_CHECK = Policy(
    (
        ReminderRule("due", -3, _MORNING, "early"),
        ReminderRule("due", 0, _MORNING, "today"),
        ReminderRule("due", 1, _MORNING, "steady"),
    )
)


def preset(name: str) -> Policy:
    """The policy of that name; KeyError if there is none."""
    return PRESETS[name]


def default_policy(kind: str) -> Policy:
    """What rules where the borrower has set nothing: the standard ladder for what a lender is owed."""
    if kind in ALERT_KINDS:
        return _SILENT
    return PRESETS["standard"] if kind in _OWED_KINDS else _CHECK


def resolve(
    deadline_policy: Policy | None, kind_policy: Policy | None, borrower_policy: Policy | None, kind: str
) -> Policy:
    """The narrowest policy that was set; the default where none was. A policy without rules is a policy.

    What the borrower sets for everything is meant for what falls due; an alert does not."""
    everything = None if kind in ALERT_KINDS else borrower_policy
    for policy in (deadline_policy, kind_policy, everything):
        if policy is not None:
            return policy
    return default_policy(kind)
