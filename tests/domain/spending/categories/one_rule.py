"""A second opinion on a rule: whether it holds for a subject, asked of that rule alone."""

from backend.domain.spending.categories.sorting_rule import (
    SortingRule,
    Subject,
    folded_lines,
    numeric,
    sign_of,
    within,
)
from backend.domain.text.folded_text import fold
from backend.domain.text.word_search import found_in


def applies(rule: SortingRule, subject: Subject) -> bool:
    """Whether the rule holds for the subject."""
    if rule.sign is not None and rule.sign != sign_of(subject.amount):
        return False
    if rule.field in ("amount", "mcc"):
        return within(rule, numeric(rule.field, subject))
    needle = fold(rule.value)
    return any(
        field == rule.field and found_in(rule.op, needle, line) for field, line in folded_lines(subject)
    )
