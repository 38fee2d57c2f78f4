"""Why a report is looked at, as the JSON of the visit's row."""

import json
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from backend.domain.bureau.reasons_to_look import NeedReason


class _Reason(TypedDict):
    code: str
    subject_id: str
    on: str


def dump_reasons(reasons: Iterable[NeedReason]) -> str:
    plain: list[_Reason] = [
        {"code": reason.code, "subject_id": reason.subject_id, "on": reason.on.isoformat()}
        for reason in reasons
    ]
    return json.dumps(plain)


def load_reasons(text: str) -> tuple[NeedReason, ...]:
    plain: list[_Reason] = json.loads(text)
    return tuple(
        NeedReason(code=each["code"], subject_id=each["subject_id"], on=date.fromisoformat(each["on"]))
        for each in plain
    )
