"""What rules of conduct say of a contact, each with its article and how far it can be relied on."""

from marshmallow import Schema, fields, validate

from backend.api.http.answers import iso
from backend.domain.relief.conduct import rule as rules
from backend.domain.relief.conduct.judging import Judged
from backend.domain.relief.conduct.rule import ConductRule, Verdict

_ANSWER = "kept, as far as the log says; broken; or not_enough_facts, which `missing` names."
_CAVEATS = (
    "Why broken may be less than it seems: unconfirmed (remembered, contested or from a weak source), presumption "
    "(they may rebut it), buyer_if_principal_purpose (binds a buyer of debts whose main business is to collect), "
    "self_rule or recommended (nobody can sue on it)."
)


class ConductRuleSchema(Schema):
    """One rule of how a borrower may be contacted, in the version of the contact's day."""

    rule = fields.String(required=True, metadata={"description": "The rule's stable name."})
    kind = fields.String(required=True, validate=validate.OneOf(rules.KINDS))
    says = fields.String(required=True, metadata={"description": "The rule in one sentence."})
    region = fields.String(
        required=True, metadata={"description": "Where alone it holds; empty: everywhere."}
    )
    binds = fields.String(required=True, validate=validate.OneOf(rules.BINDS))
    strength = fields.String(required=True, validate=validate.OneOf(rules.STRENGTHS))
    law = fields.String(required=True, metadata={"description": "The article, or the instrument."})
    source = fields.String(required=True, metadata={"description": "Where it was read."})
    checked_on = fields.Date(
        required=True, metadata={"description": "When it was last compared with the source."}
    )
    confirmed = fields.Boolean(
        required=True, metadata={"description": "False: remembered only, contested, or from a weak source."}
    )
    from_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The first day in force; null: not found."}
    )
    in_force_by = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Where `from_on` is null: a day on which it surely was in force."},
    )
    until_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last day in force; null: still."}
    )


class VerdictSchema(ConductRuleSchema):
    """What a rule says of a contact."""

    answer = fields.String(
        required=True, validate=validate.OneOf(rules.ANSWERS), metadata={"description": _ANSWER}
    )
    missing = fields.List(
        fields.String(validate=validate.OneOf(rules.MISSING)),
        required=True,
        metadata={"description": "The facts without which it cannot be said."},
    )
    counted = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "How many there were in the window, this one among them; null: not counted."
        },
    )
    most = fields.Integer(
        required=True, allow_none=True, metadata={"description": "How many are allowed in the window."}
    )
    days = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The window in local days."}
    )
    because = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "The contacts and notices that it rests on beside this one, by id."},
    )
    caveats = fields.List(
        fields.String(validate=validate.OneOf(rules.CAVEATS)),
        required=True,
        metadata={"description": _CAVEATS},
    )


class ConductSchema(Schema):
    """What the rules of the place say of a contact. Whether something follows from it, nobody can promise."""

    known = fields.Boolean(
        required=True, metadata={"description": "False: no rules of that country are known; nothing is said."}
    )
    verdicts = fields.List(fields.Nested(VerdictSchema), required=True)
    not_bound = fields.List(
        fields.Nested(ConductRuleSchema),
        required=True,
        metadata={"description": "Rules of the place that do not bind who made the contact."},
    )


def conduct_json(judged: Judged | None, locale: str) -> dict[str, object]:
    found = judged or Judged()
    return {
        "known": judged is not None,
        "verdicts": [verdict_json(each, locale) for each in found.verdicts],
        "not_bound": [rule_json(each, locale) for each in found.not_bound],
    }


def rule_json(rule: ConductRule, locale: str) -> dict[str, object]:
    return {
        "rule": rule.id,
        "kind": rule.kind,
        "says": rule.words(locale),
        "region": rule.region,
        "binds": rule.binds,
        "strength": rule.strength,
        "law": rule.law,
        "source": rule.source,
        "checked_on": iso(rule.checked_on),
        "confirmed": rule.confirmed,
        "from_on": iso(rule.from_on),
        "in_force_by": iso(rule.in_force_by),
        "until_on": iso(rule.until_on),
    }


def verdict_json(verdict: Verdict, locale: str) -> dict[str, object]:
    rule, finding = verdict.rule, verdict.finding
    return rule_json(rule, locale) | {
        "answer": finding.answer,
        "missing": list(finding.missing),
        "counted": finding.counted,
        "most": rule.most or None,
        "days": rule.days or None,
        "because": list(finding.because),
        "caveats": list(verdict.caveats),
    }
