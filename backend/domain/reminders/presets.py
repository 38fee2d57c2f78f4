"""Ready-made policies, a preset for each stage; the standard one is all of the stages in a row.

Evidence behind the shape: a reminder just before the due date helps most, and further ones add little
(Cadena & Schoar 2011; Karlan et al. 2016), so there are few, each with one action.
"""

from datetime import time

from backend.domain.reminders.policy import Policy, Rule

_MORNING, _EVENING = time(9, 0), time(18, 0)


def _due(offset: int, tone: str, at: time = _MORNING) -> Rule:
    return Rule("due", offset, at, tone)


_UPCOMING = (_due(-7, "early"), _due(-3, "soon"), _due(-1, "soon"), _due(0, "today"))
_IN_GRACE = (Rule("grace", 0, _MORNING, "grace"),)
_LATE = (_due(1, "late"), _due(7, "late"), _due(15, "late"))
_REPORTABLE = (Rule("reportable", -1, _MORNING, "urgent"),)
_MONTHLY = (Rule("monthly", 4, _MORNING, "steady"),)
_PAYDAY = (Rule("payday", 0, _MORNING, "soon"),)
_STANDARD = _UPCOMING + _IN_GRACE + _LATE + _REPORTABLE + _MONTHLY
_LIGHT = (_due(-3, "soon"), _due(0, "today"), *_IN_GRACE, _due(1, "late"), *_REPORTABLE)
_CLOSE = (
    *_STANDARD,
    *_PAYDAY,
    _due(-14, "early"),
    _due(-2, "soon"),
    _due(0, "today", _EVENING),
    _due(3, "late"),
    _due(21, "late"),
)

PRESETS: dict[str, Policy] = {
    "standard": Policy(_STANDARD),
    "light": Policy(_LIGHT),
    "close": Policy(_CLOSE),
    "upcoming": Policy(_UPCOMING),
    "in_grace": Policy(_IN_GRACE),
    "late_1_29": Policy(_LATE),
    "reportable": Policy(_REPORTABLE),
    "monthly": Policy(_MONTHLY),
    "payday": Policy(_UPCOMING + _PAYDAY),
}
_CHECK = Policy((_due(-3, "early"), _due(0, "today"), _due(1, "late")))
_MONEY_KINDS = frozenset({"card_minimum", "loan_instalment"})


def preset(name: str) -> Policy:
    """The policy of that name; KeyError if there is none."""
    return PRESETS[name]


def default_policy(kind: str) -> Policy:
    """What rules where the borrower has set nothing."""
    return PRESETS["standard"] if kind in _MONEY_KINDS else _CHECK


def resolve(
    deadline_rules: Policy | None, kind_rules: Policy | None, borrower_rules: Policy | None, kind: str
) -> Policy:
    """The narrowest policy that was set; the default where none was."""
    return deadline_rules or kind_rules or borrower_rules or default_policy(kind)
