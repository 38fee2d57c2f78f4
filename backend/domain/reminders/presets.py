"""Ready-made policies: one for each stage, the standard one of them all, a lighter and a closer one.

There are few reminders, because one shortly before the due date helps most and extra late ones add nothing
(Cadena & Schoar 2011, NBER working paper 17020; Karlan et al. 2016, Management Science 62(12)).
"""

from datetime import time

from backend.domain.reminders.kinds import Family, family
from backend.domain.reminders.policy import Policy, ReminderRule, default_tone

_MORNING, _EVENING = time(9), time(18)


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
# What a followed plan says at once is spoken by its own moment (actions/reminders/alerts.py), never by a ladder.
_SILENT = Policy(())
# A check that is a day late harms nobody: one reminder ahead, the day itself, and once more.
_CHECK = Policy(
    (
        ReminderRule("due", -3, _MORNING, "early"),
        ReminderRule("due", 0, _MORNING, "today"),
        ReminderRule("due", 1, _MORNING, "steady"),
    )
)
# What ends takes longer to clear than one pay: from a month ahead, and nothing once it is over.
_END = Policy(_rules("due", -30, -14, -7, -3, -1, 0))

_DEFAULTS: dict[Family, Policy] = {
    "owed": PRESETS["standard"],
    "own": _CHECK,
    "check": _CHECK,
    "end": _END,
    "alert": _SILENT,
}


def preset(name: str) -> Policy:
    """The policy of that name; KeyError if there is none."""
    return PRESETS[name]


def default_policy(kind: str) -> Policy:
    """What rules where the borrower has set nothing: the standard ladder for what a lender is owed."""
    return _DEFAULTS[family(kind)]


def resolve(
    deadline_policy: Policy | None, kind_policy: Policy | None, borrower_policy: Policy | None, kind: str
) -> Policy:
    """The narrowest policy that was set; the default where none was. A policy without rules is a policy.

    What the borrower sets for everything is meant for what falls due; an alert does not."""
    everything = None if family(kind) == "alert" else borrower_policy
    for policy in (deadline_policy, kind_policy, everything):
        if policy is not None:
            return policy
    return default_policy(kind)
