"""What a counsellor's link answers: money in minor units of the currency beside it; what is not known is null."""

from marshmallow import Schema, fields, validate

from backend.domain.relief.counsellor_view import CounsellorView
from backend.words.relief.counsellor_names import nameless

_KINDS = ("card", "loan", "mortgage", "other")
_COURSES = ("avalanche", "snowball", "cash_flow_relief", "custom", "least_cost")


def _text(text: str, *, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"description": text})


def _number(text: str, *, null: bool = False) -> fields.Integer:
    return fields.Integer(required=True, allow_none=null, metadata={"description": text})


def _day(text: str, *, null: bool = False) -> fields.Date:
    return fields.Date(required=True, allow_none=null, metadata={"description": text})


def _truth(text: str) -> fields.Boolean:
    return fields.Boolean(required=True, metadata={"description": text})


def _kind() -> fields.String:
    return fields.String(
        required=True, validate=validate.OneOf(_KINDS), metadata={"description": "What kind of debt."}
    )


def _words(text: str) -> fields.List[str]:
    return fields.List(fields.String(), required=True, metadata={"description": text})


def _part(schema: type[Schema], text: str) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=True, metadata={"description": text})


def _rows(schema: type[Schema], text: str, *, null: bool = False) -> fields.List[dict[str, object]]:
    return fields.List(fields.Nested(schema), required=True, allow_none=null, metadata={"description": text})


class CounsellorNextDue(Schema):
    on = _day("When.")
    amount = _number("How much; null: nobody has said.", null=True)
    sure = _truth("False where it is an estimate.")


class CounsellorDebt(Schema):
    """An account: a letter, never a name."""

    key = _text("Its letter.")
    name = _text("Its kind and letter, in the language of the answer.")
    kind = _kind()
    status = _text("open, closed, charged_off or sold.")
    currency = _text("ISO 4217.")
    stage = _text("By days past due, as in /v1/standing.")
    days_past_due = _number("By the oldest due that is open.")
    past_due = _number("Minor units; null: late, and nobody has said with how much.", null=True)
    past_due_estimated = _number("The part of it that is estimated.")
    sure = _truth("False where lateness is judged by an estimate.")
    balance = _number("What is left to repay; null: not known.", null=True)
    next_due = _part(CounsellorNextDue, "What falls due next; null: nothing is known to.")
    billed_with = _text("The letter of the card whose bill asks for this one too.", null=True)


class CounsellorBetween(Schema):
    low = _number("In the low case.")
    expected = _number("As expected.")
    high = _number("In the high case.")


class CounsellorHabit(CounsellorBetween):
    category = _text("Of spending, as in /v1/categories.")


class CounsellorRoom(Schema):
    """The coming 30 days; the room is over what is known of 90."""

    currency = _text("ISO 4217; null: no cash account is known.", null=True)
    days = _number("How many days the sums are of.")
    balance = _number("What is there now.", null=True)
    reserve = _number("What must stay.", null=True)
    holds = _text("Whether the reserve is kept with all dues paid: yes, at_risk, no.", null=True)
    income = _part(CounsellorBetween, "Null: none is known, which is not none.")
    fixed = _part(CounsellorBetween, "Rent, bills and other regular costs, negative; null: none is known.")
    habits = _rows(CounsellorHabit, "What categories usually take in 30 days.")
    need = _number("What cards and loans ask for; null: not known.", null=True)
    need_at_least = _truth("True where something falls due whose amount nobody has said.")
    room = _number("What can be paid for all debts each month, in the low case.", null=True)
    room_expected = _number("The same as expected.", null=True)
    margin_percent = _number("Kept back of the room beside the reserve, per cent of it.")
    tightest_on = _day("The day that allows no more.", null=True)
    reasons = _words("Why no room is told, or why there is none.")


class CounsellorPayOffDebt(Schema):
    key = _text("A letter of an account, or the number of a typed debt.")
    name = _text("Kind and key, in the language of the answer.")
    kind = _kind()
    own = _truth("Whether it is an account.")
    balance = _number("What is owed, minor units.")
    rate_bp = _number("The highest rate of any part, basis points a year.")
    notes = _words("What was estimated, assumed or not counted.")


class CounsellorLeftOut(Schema):
    key = _text("The account's letter.")
    reason = _text("Why it is in no plan.")


class CounsellorMoney(Schema):
    amount = _number("Each time, minor units.")
    unit = _text("month, week or day.")
    count = _number("Every so many.")
    from_on = _day("The first day.")
    until_on = _day("None behind this day.", null=True)


class CounsellorOnce(Schema):
    on = _day("When.")
    amount = _number("Minor units.")


class CounsellorEnd(Schema):
    key = _text("The debt.")
    ends_on = _day("When nothing is owed on it; null: not within the months looked at.", null=True)


class CounsellorOwed(Schema):
    on = _day("The day.")
    owed = _number("What all debts owe together.")


class CounsellorPlan(Schema):
    """One plan played through."""

    strategy = fields.String(
        required=True, validate=validate.OneOf(_COURSES), metadata={"description": "Which order."}
    )
    paid_off = _truth("Whether nothing is owed at the end.")
    months = _number("Until then; null: it does not come.", null=True)
    ends_on = _day("The last payment; null: it does not come.", null=True)
    interest = _number("Minor units.")
    fees = _number("Minor units.")
    owed = _number("Still owed at the end of the months looked at.")
    missed_count = _number("Dues that the money does not reach.")
    hardest_month = _text("The month in which minimums ask for most.", null=True)
    hardest_amount = _number("So much.", null=True)
    more_a_month = _number("What would end a plan that does not end.", null=True)
    debts = _rows(CounsellorEnd, "When each ends.")
    balances = _rows(CounsellorOwed, "Today, and at each month's end.")


class CounsellorPayOff(Schema):
    """The pay-off plans; `not_renewed`: why they are still those of `as_of`."""

    as_of = _day("The day from which they are played.")
    typed_on = _day("When figures of it were typed; null: none were.", null=True)
    not_renewed = _text("A problem's reason; null: they are anew.", null=True)
    currency = _text("ISO 4217.")
    certainty = _text("known or estimated.")
    complete = _truth("Whether no account was left out.")
    debts = _rows(CounsellorPayOffDebt, "As they were taken.")
    left_out = _rows(CounsellorLeftOut, "In no plan.")
    money = _rows(CounsellorMoney, "The budget, minimums included.")
    extras = _rows(CounsellorOnce, "Money that comes once.")
    best = _text("The order that misses least, then costs least.")
    proof = _text("Of the least-cost plan: exact, gap or none.")
    gap = _number("How much less another plan could cost at most.", null=True)
    plans = _rows(CounsellorPlan, "Each order, and the least-cost plan.")


class CounsellorInstalment(Schema):
    number = _number("From 1 on.")
    due_on = _day("When.")
    amount = _number("Minor units.")
    paid = _number("So much of it.")
    state = _text("open, met, missed, waived or cancelled.")


class CounsellorAgreedPlan(Schema):
    state = _text("in_force, kept, broken, renegotiated or withdrawn.")
    currency = _text("ISO 4217.")
    total = _number("All instalments.")
    paid = _number("So much of it.")
    starts_on = _day("From when money is the plan's.")
    contract_resumes_on = _day("When the contract's own dues count again.", null=True)
    ended_on = _day("When it ended early.", null=True)
    review_on = _day("When it is looked at again.")
    instalments = _rows(CounsellorInstalment, "Each, earliest first.")


class CounsellorAgreement(Schema):
    """Talks about a debt, and what came of them."""

    key = _text("The debt's letter.")
    name = _text("Its kind and letter, in the language of the answer.")
    debt_kind = _kind()
    kind = _text("What was asked for, as in /v1/negotiation-kinds.")
    state = _text("open, agreed, refused, unanswered or dropped.")
    opened_on = _day("When.")
    closed_on = _day("When they ended.", null=True)
    plan = _part(CounsellorAgreedPlan, "What was agreed.")


class CounsellorViewSchema(Schema):
    """What a link shows; a part that was not chosen is null."""

    as_of = fields.AwareDateTime(required=True, metadata={"description": "Of when these facts are."})
    expires_at = fields.AwareDateTime(required=True, metadata={"description": "From then on it is gone."})
    debts = _rows(CounsellorDebt, "The standing of each card and loan.", null=True)
    room = _part(CounsellorRoom, "What debts ask for, and what the cash flow carries.")
    pay_off = _part(CounsellorPayOff, "Pay-off plans side by side.")
    agreements = _rows(CounsellorAgreement, "Talks and agreed plans.", null=True)


def view_json(view: CounsellorView, locale: str) -> dict[str, object]:
    """The view with its debts named in a language, by kind and letter."""
    debts, pay_off, talks = view["debts"], view["pay_off"], view["agreements"]
    return {
        **view,
        "debts": debts and [{**each, "name": nameless(each["kind"], each["key"], locale)} for each in debts],
        "pay_off": pay_off
        and {
            **pay_off,
            "debts": [
                {**each, "name": nameless(each["kind"], each["key"], locale)} for each in pay_off["debts"]
            ],
        },
        "agreements": talks
        and [{**each, "name": nameless(each["debt_kind"], each["key"], locale)} for each in talks],
    }
