"""The evidence of a finding or a dispute as the JSON of its row: what one side says, days as ISO text."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from backend.domain.bureau.finding import Plain


def dump_evidence(evidence: Mapping[str, Plain | date]) -> str:
    return json.dumps(dict(evidence), default=str, ensure_ascii=False)


def load_evidence(text: str) -> dict[str, Plain]:
    evidence: dict[str, Plain] = json.loads(text)
    return evidence


def dump_months(months: Sequence[str]) -> str:
    """The months that an error is about, each as "2026-10"."""
    return json.dumps(list(months))


def load_months(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
