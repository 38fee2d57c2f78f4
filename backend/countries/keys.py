"""The rule keys that a country's file may use: a number, some words, or a day; and which all must have."""

import re

# A number of days unless the key says otherwise: months, reports, words; an amount in minor units; a rate in
# hundredths of a per cent (bp) or millionths (ppm).
NUMBERS = frozenset(
    {
        "report.free_count",
        "report.free_days",
        "report.look_every_days",
        "report.refusal_days",
        "late.visible_days",
        "change.visible_days",
        "keep.late.months",
        "keep.charged_off.months",
        "keep.charged_off.start_days",
        "keep.settled.months",
        "keep.inquiry.months",
        "keep.bankruptcy.months",
        "apply.look_before_days",
        "dispute.bureau.answer_days",
        "dispute.bureau.extension_days",
        "dispute.bureau.answer_days_after_free_report",
        "dispute.bureau.mail_days",
        "dispute.bureau.result_business_days",
        "dispute.furnisher.answer_days",
        "dispute.furnisher.extension_days",
        "dispute.acknowledge_days",
        "dispute.reinserted_business_days",
        "stay.look_days",
        "statement.words",
        "statement.within_days",
        "repair.amount",
        "cost.fee.customary_bp",
        "cost.interest.customary_ppm",
        "cost.penalty.after_days",
        "cost.fee.usual_first_low",
        "cost.fee.usual_first_high",
        "cost.fee.usual_again_low",
        "cost.fee.usual_again_high",
        "cost.charge_off.card_days",
        "cost.charge_off.loan_days",
        "remind.minimum_jump_bp",
    }
)
WORDS = {
    "report.free_window": ("calendar_year",),
    "report.online": ("free",),
    "cost.fee.at_most": ("missed_minimum",),
    "cost.fee.interest": ("none",),
    "cost.interest.on": ("whole", "unpaid"),
    "cost.minimum_only.method": ("monthly", "daily"),
    "keep.late.from": ("first_late", "cure"),
    "keep.charged_off.from": ("first_late", "cure", "charge_off"),
    "keep.settled.from": ("first_late", "cure", "settlement"),
    "dispute.bureau.day_one": ("receipt", "day_after"),
    "dispute.bureau.day_one_after_free_report": ("receipt", "day_after"),
    "dispute.furnisher.day_one": ("receipt", "day_after"),
    "dispute.last_day": ("after_public_holiday",),
    "statement.words_where": ("bureau_helps",),
}
# Several words, separated by blanks.
LISTS = {"dispute.furnisher.not_about": ("employer", "identity", "inquiry", "public_record")}
# Days, written as text: 2026-03-31.
DAYS = frozenset({"repair.paid_by", "repair.hidden_from"})
CURRENCIES = frozenset({"repair.currency", "cost.fee.usual_currency"})  # ISO 4217
# Without these there is no checkpoint and no dispute: every country's file has them.
NEEDED = frozenset(
    {
        *(key for key in NUMBERS if key.startswith(("keep.", "late."))),
        "report.free_count",
        "report.look_every_days",
        *(key for key in WORDS if key.startswith("keep.")),
        "change.visible_days",
        "late.from.1",
        "dispute.bureau.answer_days",
        "dispute.bureau.day_one",
        "dispute.bureau.mail_days",
    }
)
# What must stand beside what: a span is no date without the day that it is counted from.
TOGETHER = {
    "statement.words_where": ("statement.words",),
    "dispute.furnisher.answer_days": ("dispute.furnisher.day_one",),
    "repair.amount": ("repair.paid_by", "repair.hidden_from", "repair.currency"),
    "cost.fee.usual_first_low": ("cost.fee.usual_first_high",),
    "cost.fee.usual_first_high": (
        "cost.fee.usual_first_low",
        "cost.fee.usual_again_low",
        "cost.fee.usual_again_high",
        "cost.fee.usual_currency",
    ),
}

# A window of free reports is so many days, or a calendar year.
FREE_WINDOWS = ("report.free_days", "report.free_window")

# Two ladders of days past due: the credit report's own, and the one whose steps the reminders warn of (they differ
# where the report's first step is the day after the due date: docs/decisions/0014-countries.md).
REPORTED, REMINDED = "late.from", "remind.late_from"
_STEP = re.compile(rf"({re.escape(REPORTED)}|{re.escape(REMINDED)})\.([1-9]\d?)")
# One bureau may keep inquiries for another time than the country's others.
_OF_ONE_BUREAU = re.compile(r"keep\.inquiry\.months\.([a-z][a-z0-9_]*)")
# When a body takes a complaint, how long after the answer, and how long it takes over it itself. A file names the body
# beside the key (`of`); behind the key it stands in the rule.
OF_A_BODY = frozenset({"complaint.after_days", "complaint.within_months", "complaint.answer_days"})
_OF_ONE_BODY = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(OF_A_BODY)))})\.([a-z][a-z0-9_]*)")
# A right that the borrower may cite: its number and its unit are in the file, and its words too. What can be negotiated
# is laid out alike: a kind, what an agreement of it must say, and what to know of it (countries/negotiation.py).
_RIGHT = re.compile(r"right\.[a-z][a-z0-9_]*|negotiate\.[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
# A rate above which credit of a kind may not cost, in whole per cent a year, with its words: whom it binds is in them.
_CAP = re.compile(r"cost\.cap\.(card|loan)\.[a-z][a-z0-9_]*")
# What is not in days says so in its key.
_UNITS = {
    "months": "months",
    "free_count": "reports",
    "words": "words",
    "repair.amount": "minor_units",
    "cost.fee.usual_": "minor_units",
    "_bp": "hundredths_of_a_percent",
    "_ppm": "millionths_a_day",
}
NO_NUMBER = "yes"  # a right that has none
UNITS = (
    "days",
    "business_days",
    "months",
    "years",
    "hour_of_day",
    "times_a_day",
    "percent",
    "percent_a_year",
    "whole_currency_units",
    "none",
)
RULE_UNITS = (*UNITS, *(unit for unit in _UNITS.values() if unit not in UNITS))


def late_step(key: str) -> tuple[str, int] | None:
    """The ladder and N of `late.from.N` or `remind.late_from.N`; None for any other key."""
    found = _STEP.fullmatch(key)
    return (found[1], int(found[2])) if found else None


def bureau_named(key: str) -> str | None:
    """The bureau's id in a key that is of one bureau alone; None for any other key."""
    found = _OF_ONE_BUREAU.fullmatch(key)
    return found[1] if found else None


def body_named(key: str) -> str | None:
    """The id of the complaint body in a key that is of one body alone; None for any other key."""
    found = _OF_ONE_BODY.fullmatch(key)
    return found[1] if found else None


def unit_of(key: str) -> str:
    """The unit of a rule's number by its key; "none" where its value is a word, a list, a day or a currency."""
    if not is_number(key) or has_words(key):
        return "none"
    if late_step(key) or key.endswith("_days") or "_days_" in key or "_days." in key:
        return "business_days" if "business_days" in key else "days"
    return next((unit for part, unit in _UNITS.items() if part in key), "none")


def is_right(key: str) -> bool:
    return _RIGHT.fullmatch(key) is not None


def is_cap(key: str) -> bool:
    return _CAP.fullmatch(key) is not None


def has_words(key: str) -> bool:
    """Whether the rule says in the file what it is, and in which unit."""
    return is_right(key) or is_cap(key)


def is_number(key: str) -> bool:
    of_one = bureau_named(key) or body_named(key)
    return key in NUMBERS or late_step(key) is not None or of_one is not None or has_words(key)
