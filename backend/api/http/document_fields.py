"""How fields and answers are told in the OpenAPI document where the generator would tell them wrongly.

A pattern is read there by ECMA-262, which has no `\\Z`; an object's size is counted in properties, not in letters; an
answer that is no JSON is text, or bytes.
"""

from marshmallow import fields
from marshmallow.validate import Length, Regexp

_SIZES = {"minLength": "minProperties", "maxLength": "maxProperties"}
_TEXT = ("text/", "image/svg+xml")


def told_pattern(pattern: str) -> str:
    """A pattern of ours, which `re.match` reads from the start, as ECMA-262 means the same."""
    body = pattern.removeprefix("^").removesuffix("\\Z")
    end = "$" if pattern.endswith("\\Z") else ""
    return f"^(?:{body}){end}" if "|" in body else f"^{body}{end}"


def pattern_of(self: object, field: fields.Field[object], **kwargs: object) -> dict[str, object]:
    """The pattern of a field."""
    found = next((each for each in field.validators if isinstance(each, Regexp)), None)
    return {} if found is None else {"pattern": told_pattern(str(found.regex.pattern))}


def size_of(
    self: object, field: fields.Field[object], ret: dict[str, object], **kwargs: object
) -> dict[str, object]:
    """The size of an object, which has stood as the length of a text."""
    if not isinstance(field, fields.Dict) or not any(isinstance(each, Length) for each in field.validators):
        return {}
    return {_SIZES[name]: ret.pop(name) for name in tuple(_SIZES) if name in ret}


def body_schema(content_type: str) -> dict[str, str]:
    """What is read of an answer that is no JSON."""
    if content_type.startswith(_TEXT):
        return {"type": "string"}
    return {"type": "string", "format": "binary"}
