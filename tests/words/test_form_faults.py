"""Whatever a form can say of a field is said in the reader's language: marshmallow's words and our own."""

import ast
import re
from collections.abc import Iterator

import pytest
from marshmallow import Schema, fields, validate

import backend.app  # noqa: F401 - every room's forms are loaded
from backend.words.form_faults import OURS, fault_reason, fault_text
from tests.test_house_rules import tracked


def schemas(kind: type[Schema] = Schema) -> Iterator[type[Schema]]:
    for each in kind.__subclasses__():
        yield each
        yield from schemas(each)


def fields_of(schema: type[Schema]) -> Iterator[fields.Field]:  # type: ignore[type-arg]
    for field in schema._declared_fields.values():
        yield field
        if isinstance(field, fields.List):
            yield field.inner


# What can be filled into a library's template.
_FILLED = {"input": "x", "obj_type": "datetime", "awareness": "aware", "choices": "a, b", "min": 1, "max": 2}


def said_by(field: fields.Field) -> Iterator[str]:  # type: ignore[type-arg]
    for key, text in field.error_messages.items():
        if key != "format" and isinstance(text, str):  # "format" is of answers, which are ours
            yield text.format(**_FILLED)
    for check in field.validators:
        if isinstance(check, validate.Regexp):
            yield check.error
        elif isinstance(check, validate.Range | validate.Length):
            yield from _refused_by(check)
        elif isinstance(check, validate.OneOf):
            yield check._format_error("x")


def _refused_by(check: validate.Range | validate.Length) -> Iterator[str]:
    for value in (check.min, check.max):
        if value is not None:
            for template in (check.message_min, check.message_max, getattr(check, "message_all", "")):
                yield check._format_error(value, template) if template else "Invalid value."


def test_every_field_of_every_form_speaks_chinese() -> None:
    silent = {
        (schema.__name__, text)
        for schema in schemas()
        for field in fields_of(schema)
        for text in said_by(field)
        if fault_text("zh-CN", text) == text
    }
    assert silent == set()


def messages() -> Iterator[str]:
    """What our own fields say, each place filled with a number."""
    for _, text in tracked("backend/api/*.py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ValidationError" and node.args:
                yield _plain(node.args[0])
            if isinstance(node, ast.Call):
                yield from (_plain(each.value) for each in node.keywords if each.arg == "error")


def _plain(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else "2200" for each in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "Invalid value."


def test_every_message_that_our_own_fields_raise_speaks_chinese() -> None:
    found = list(messages())
    assert len(found) > 15
    assert [text for text in found if fault_text("zh-CN", text) == text] == []


def test_whatever_is_wrong_with_a_form_has_a_reason_of_its_own() -> None:
    of_libraries = {text for schema in schemas() for field in fields_of(schema) for text in said_by(field)}
    ours = {text for text in messages() if text != "Invalid value."} | set(checked())
    assert {
        text for text in (of_libraries | ours) - {"Invalid value."} if fault_reason(text) == "invalid"
    } == set()


def test_every_sentence_that_has_a_reason_is_said() -> None:
    assert set(OURS) == {text for text in {*messages(), *checked()} if text in OURS}


def checked() -> Iterator[str]:
    """What our fields with a check of their own say."""
    for _, text in tracked("backend/api/http/fields.py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_Checked":
                yield _plain(node.args[1])


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Must be one of: en, zh-CN.", "须为其中之一：en、zh-CN。"),
        ("Must be greater than or equal to 1 and less than or equal to 200.", "须在 1 到 200 之间（含）。"),
        ("Longer than maximum length 40.", "长度不能大于 40。"),
        ("Give a date between 1970 and 2200.", "请填写 1970 年至 2200 年之间的日期。"),
        ("Missing data for required field.", "此项必填。"),
        ("nobody said this", "nobody said this"),
        ("Must be one of: {x}, {0}.", "须为其中之一：{x}、{0}。"),
    ],
)
def test_a_fault_is_said_with_its_values(english: str, chinese: str) -> None:
    assert fault_text("zh-CN", english) == chinese
    assert fault_text("en", english) == english
    assert not re.search("[\u4e00-\u9fff]", fault_text("fr", english))
