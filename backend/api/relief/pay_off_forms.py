"""What a comparison of pay-off plans is asked with: money in minor units, rates in basis points a year."""

from marshmallow import Schema, fields, validate

from backend.api.http.fields import Bounded, Currency, Day, Minor, Text
from backend.api.relief.pay_off_fields import (
    DAY,
    interest_by_field,
    own_key,
    perhaps,
    repeat_count,
    repeat_unit,
    yearly_rate,
)


class PayOffAsOf(Schema):
    """An own account; what is said here wins over what is kept of it. Null: as it is kept."""

    account_id = fields.String(
        required=True, validate=validate.Length(1, 40), metadata={"description": "A card or a loan of yours."}
    )
    balance = Minor(load_default=None, allow_none=True, metadata={"description": "Owed today, minor units."})
    rate_bp = yearly_rate(load_default=None, allow_none=True)
    minimum = Minor(
        load_default=None,
        allow_none=True,
        metadata={"description": "What each due asks for, minor units; wins."},
    )


class PayOffLaterRate(Schema):
    """A rate from a day on, as after a promotion."""

    from_on = Day(required=True, metadata=DAY)
    rate_bp = yearly_rate(required=True)


class PayOffYearlyFee(Schema):
    """A fee while anything is owed."""

    on = Day(required=True, metadata=DAY)
    amount = Minor(required=True, metadata={"description": "Minor units."})
    every_months = Bounded(0, 120, load_default=0, metadata={"description": "Again so often; 0 is once."})


class PayOffCardRule(Schema):
    """A card's minimum: the greater of `floor` and a share of the base, interest and fees on top where said."""

    percent_bp = Bounded(
        0, 10_000, required=True, metadata={"description": "The share, hundredths of a per cent."}
    )
    floor = Minor(load_default=0, metadata={"description": "At least, minor units."})
    base = fields.String(
        load_default="principal",
        validate=validate.OneOf(("balance", "principal")),
        metadata={"description": "Of the whole balance, or of it less interest and fees."},
    )
    plus_interest_and_fees = fields.Boolean(
        load_default=True, metadata={"description": "Whether interest and fees are asked for on top."}
    )


class PayOffTypedDebt(Schema):
    """A debt that is only typed. `minimum` wins over `minimum_rule`, which only a card may have."""

    key = own_key()
    name = Text(80, required=True, metadata={"description": "What you call it."})
    kind = fields.String(
        required=True,
        validate=validate.OneOf(("card", "loan", "mortgage", "other")),
        metadata={"description": "What it is; a card's rule is never used for another kind."},
    )
    balance = Minor(
        low=1, required=True, metadata={"description": "Owed today or on `begins_on`, minor units."}
    )
    rate_bp = yearly_rate(required=True)
    later_rates = fields.List(
        fields.Nested(PayOffLaterRate),
        load_default=list,
        validate=validate.Length(max=24),
        metadata={"description": "Rates to come."},
    )
    interest_by = interest_by_field()
    minimum = Minor(
        load_default=None, allow_none=True, metadata={"description": "What each due asks for, minor units."}
    )
    minimum_rule = fields.Nested(PayOffCardRule, load_default=None, allow_none=True)
    first_due_on = Day(
        required=True, metadata={"description": "The next due day; the others follow from it."}
    )
    unit = repeat_unit()
    count = repeat_count()
    begins_on = Day(
        load_default=None, allow_none=True, metadata={"description": "A loan not yet begun: its first day."}
    )
    ends_on = Day(
        load_default=None, allow_none=True, metadata={"description": "By this day all of it is asked for."}
    )
    fees = fields.List(
        fields.Nested(PayOffYearlyFee),
        load_default=list,
        validate=validate.Length(max=12),
        metadata={"description": "Fees."},
    )


class PayOffMoney(Schema):
    """Money for all debts that comes again and again, minimums included. A raise is a second one, a pause a gap."""

    amount = Minor(required=True, metadata={"description": "Each time, minor units."})
    unit = repeat_unit()
    count = repeat_count()
    from_on = Day(required=True, metadata={"description": "The first day; the others follow from it."})
    until_on = perhaps("None behind this day.")


class PayOffOnce(Schema):
    """Money that comes once."""

    on = Day(required=True, metadata=DAY)
    amount = Minor(required=True, metadata={"description": "Minor units."})


class PayOffOfferForm(Schema):
    """A balance transfer or a consolidation loan, worked out and not recommended."""

    key = own_key()
    kind = fields.String(
        required=True,
        validate=validate.OneOf(("transfer", "consolidation")),
        metadata={"description": "Which of the two; both are worked out alike."},
    )
    moves = fields.List(
        fields.String(validate=validate.Length(1, 40)),
        required=True,
        validate=validate.Length(1, 40),
        metadata={
            "description": "The debts that would be moved, the first filled first: account ids or keys."
        },
    )
    fee_bp = Bounded(0, 5_000, load_default=0, metadata={"description": "Of what is moved, basis points."})
    fee_least = Minor(load_default=0, metadata={"description": "The fee at least, minor units."})
    limit = Minor(
        low=1,
        load_default=None,
        allow_none=True,
        metadata={"description": "At most, fee included; null: all."},
    )
    rate_bp = yearly_rate(required=True)
    later_rates = fields.List(
        fields.Nested(PayOffLaterRate),
        load_default=list,
        validate=validate.Length(max=24),
        metadata={"description": "Rates to come."},
    )
    minimum = Minor(required=True, metadata={"description": "What each month asks for, minor units."})
    first_due_on = Day(required=True, metadata={"description": "The first due day; monthly."})
    interest_by = interest_by_field()


class PayOffNewComparison(Schema):
    """All plans of your accounts and of typed debts under one budget."""

    currency = Currency(
        load_default=None,
        allow_none=True,
        metadata={"description": "May be left out where all accounts have one."},
    )
    accounts = fields.List(
        fields.Nested(PayOffAsOf),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=40),
        metadata={"description": "Which accounts of yours; null: all of the currency."},
    )
    debts = fields.List(
        fields.Nested(PayOffTypedDebt),
        load_default=list,
        validate=validate.Length(max=40),
        metadata={"description": "Typed debts."},
    )
    money = fields.List(
        fields.Nested(PayOffMoney),
        load_default=list,
        validate=validate.Length(max=24),
        metadata={"description": "The budget."},
    )
    extras = fields.List(
        fields.Nested(PayOffOnce),
        load_default=list,
        validate=validate.Length(max=120),
        metadata={"description": "Money that comes once."},
    )
    custom_order = fields.List(
        fields.String(validate=validate.Length(1, 40)),
        load_default=list,
        validate=validate.Length(max=40),
        metadata={"description": "Your own order: account ids or keys. What it leaves out comes last."},
    )
    assumed_rate_bp = yearly_rate(load_default=None, allow_none=True)
    one_more = Minor(
        low=1,
        load_default=None,
        allow_none=True,
        metadata={"description": "How much more a month is tried; null: 100 of the currency. Minor units."},
    )
    offers = fields.List(
        fields.Nested(PayOffOfferForm),
        load_default=list,
        validate=validate.Length(max=5),
        metadata={"description": "Offers."},
    )
    months = Bounded(1, 600, load_default=600, metadata={"description": "How far is looked, at most."})
