"""Every error that is raised has a sentence, with a place for each of its values, and nobody raises a sentence."""

import ast
import re
from collections.abc import Iterator

import pytest

from backend import errors
from backend.api.http.problems import FAULTS, HINTS
from backend.domain.bureau import dispute
from backend.words.catalogue import LOCALES
from backend.words.problem_states import EVENTS, STATES
from backend.words.problems import FILE_REFUSED, SENTENCES, problem_text
from backend.words.refusals import SENTENCES as REFUSALS
from backend.words.refusals import refusal_text
from tests.test_house_rules import tracked

FAMILY = {
    name
    for name, each in vars(errors).items()
    if isinstance(each, type) and issubclass(each, errors.GracedayError)
}
# Faults of data that domain finds, and what their reasons are called behind it.
OF_DOMAIN = {"PolicyError": "policy-", "MappingError": "mapping-", "EntryFault": "entry-"}
REFUSED = {"ExportRefused": 0, "AttachmentRefused": 0, "Unrecognised": 0, "_Wrong": 2}


def calls(text: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def places(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def given(call: ast.Call) -> set[str]:
    return {each.arg for each in call.keywords if each.arg} - {"field"}


def faults(text: str) -> Iterator[str]:
    """What is wrong with the errors that a file makes."""
    for name, call in calls(text):
        first = call.args[0] if call.args else None
        if name in FAMILY and isinstance(first, ast.Constant):
            reason = str(first.value)
            if reason == FILE_REFUSED:
                continue
            if reason not in SENTENCES:
                yield f"{call.lineno}: {reason}: there is no such sentence"
            elif places(SENTENCES[reason]) != given(call):
                yield f"{call.lineno}: {reason}: its values are not its places"
        elif name in FAMILY and first is not None and not isinstance(first, ast.JoinedStr):
            yield f"{call.lineno}: its reason cannot be read here"
        elif name in OF_DOMAIN and isinstance(first, ast.Constant):
            reason = OF_DOMAIN[name] + str(first.value)
            if reason not in SENTENCES or places(SENTENCES[reason]) - {"path"} != given(call):
                yield f"{call.lineno}: {reason}: no such sentence, or its values are not its places"


def test_every_error_has_a_sentence_for_its_reason_and_a_place_for_each_value() -> None:
    found = [
        f"{name}:{fault}" for name, text in tracked("backend/*.py", "push/*.py") for fault in faults(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'raise Conflict("This deadline is over.")',
        'raise Conflict(f"This deadline is {state}.", field="x") if 1 else Conflict("no-such-reason")',
        'raise Conflict("deadline-not-open")',
        'raise Invalid("currency-missing", known=held)',
        "raise Invalid(str(error))",
        'raise PolicyError("must be a list", "rules")',
    ],
)
def test_a_sentence_or_a_wrong_value_is_found(planted: str) -> None:
    assert len(list(faults(planted))) == 1


def test_no_sentence_waits_for_an_error_that_nobody_raises() -> None:
    raised = set(HINTS.values()) | {vars(errors)[name].code for name in FAMILY} | {"identity-unavailable"}
    raised |= {reason for _, reason, _ in FAULTS.values()}
    for _, text in tracked("backend/*.py", "push/*.py"):
        for name, call in calls(text):
            if call.args and isinstance(call.args[0], ast.Constant) and name in {*FAMILY, *OF_DOMAIN}:
                raised.add(OF_DOMAIN.get(name, "") + str(call.args[0].value))
    assert set(SENTENCES) - raised == set()


def test_every_code_of_a_file_that_is_refused_has_a_sentence() -> None:
    codes = set()
    for _, text in tracked("backend/*.py"):
        for called, call in calls(text):
            place = REFUSED.get(called)
            if place is not None and len(call.args) > place and isinstance(call.args[place], ast.Constant):
                codes.add(str(call.args[place].value))
    assert codes - set(REFUSALS) == set()


def test_states_and_steps_of_a_dispute_have_their_words() -> None:
    assert set(dispute.STATES) <= set(STATES) and set(dispute.EVENTS) <= set(EVENTS)


def test_values_are_worded_in_the_readers_language() -> None:
    values = {"state": "sent", "event": "reopen", "able": ("extend", "answer")}
    assert problem_text("en", "dispute-step-unfit", values) == (
        "A dispute that is sent cannot reopen; it can: extend, answer."
    )
    assert problem_text("zh-CN", "dispute-step-unfit", values) == (
        "状态为“已寄出”的异议不能重新提出；可以：延期、答复。"
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_a_brace_in_a_value_is_a_plain_character(locale: str) -> None:
    assert "{x}" in problem_text(locale, "balance-unknown", {"currency": "CNY", "known": ["{x}"]})


def test_a_refused_file_is_told_in_the_readers_own_words_or_in_the_language_asked_for() -> None:
    said = {"refusal": "too-many-rows", "said": "more than 7 rows"}
    assert problem_text("en", FILE_REFUSED, said) == "more than 7 rows (too-many-rows)"
    assert problem_text("zh-CN", FILE_REFUSED, said) == "文件的行数太多。 (too-many-rows)"
    assert refusal_text("en", "account-gone", "") == REFUSALS["account-gone"]
    assert refusal_text("zh-CN", "no-such-code", "as it is") == "as it is"
