"""Cut plans: facts of version 3, lines shown together, what was spent before a plan was accepted, contracts that bind,
and debts that are secured.

A plan's facts of version 2 get what they did not say: flows that are no essential bills, dues of a card or of no
lender, and no day that cannot be kept. What is of version 3 already is left alone. Going down, what version 2 has
no place for is lost: the essential bills among the dues, the questions, the band.
"""

import json

from peewee import CharField, Model, SqliteDatabase, TextField

BATCH = 500
BEFORE, VERSION = 2, 3

NEW_FLOW = {"certainty": "estimated", "essential": False, "secured": None, "category": "", "missed": 0}
NEW_FACTS = {
    "band": None,
    "lost": [],
    "pain": 0,
    "pain_gap": 0,
    "unpaid_gap": 0,
    "questions": [],
    "left_out": [],
}
OLD_ASKS = {"ask_part_payment": "ask_minimum_waiver", "ask_instalments": "ask_hardship_plan"}


class CutPlan(Model):
    id = CharField(max_length=40, primary_key=True)
    facts = TextField()

    class Meta:
        table_name = "cut_plan"
        legacy_table_names = False


COLUMNS = (
    ("account", "secured", "BOOLEAN"),
    ("recurring", "cancellable", "VARCHAR(8) NOT NULL DEFAULT 'unknown'"),
    ("recurring", "contract_ends_on", "DATE"),
    ("cut_line", "shown_in", "INTEGER"),
    ("envelope", "spent_before", "BIGINT NOT NULL DEFAULT 0"),
)


# A bill's identifier is its series' and its day, and a series that comes back with its season has its signature alone.
LONGEST_DUE_ID, BEFORE_THAT = 320, 40


def _lengthen(db, longest):
    """SQLite does not look at lengths."""
    if isinstance(db, SqliteDatabase):
        return
    db.execute_sql(f"UPDATE cut_line SET why_due_id = LEFT(why_due_id, {longest})")
    db.execute_sql(f"ALTER TABLE cut_line ALTER COLUMN why_due_id TYPE VARCHAR({longest})")


def up(migrator, db):
    _lengthen(db, LONGEST_DUE_ID)
    for table, column, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    _rewrite(db, newer)


def down(migrator, db):
    _rewrite(db, older)
    for table, column, _ in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    _lengthen(db, BEFORE_THAT)


def _rewrite(db, convert):
    with db.bind_ctx([CutPlan]):
        last = ""
        while rows := list(CutPlan.select().where(CutPlan.id > last).order_by(CutPlan.id).limit(BATCH)):
            for row in rows:
                converted = convert(row.facts)
                if converted != row.facts:
                    CutPlan.update(facts=converted).where(CutPlan.id == row.id).execute()
            last = rows[-1].id


def newer(text):
    """Version 2 as version 3; what is of version 3 stays as it is."""
    data = json.loads(text)
    if data["version"] == VERSION:
        return text
    _must_be(data, BEFORE)
    data |= {"version": VERSION} | NEW_FACTS
    data["flows"] = [flow | NEW_FLOW for flow in data["flows"]]
    data["dues"] = [
        due | {"rank": "other", "creditor": _creditor(due), "unknown_costs": []} for due in data["dues"]
    ]
    return _dump(data)


def older(text):
    """Version 3 as version 2; what is of version 2 stays as it is."""
    data = json.loads(text)
    if data["version"] == BEFORE:
        return text
    _must_be(data, VERSION)
    bills = {due["id"] for due in data["dues"] if due["rank"] == "essential"}
    data = {name: value for name, value in data.items() if name not in NEW_FACTS} | {"version": BEFORE}
    data["flows"] = [_without(flow, NEW_FLOW) for flow in data["flows"]]
    data["dues"] = [
        _without(due, ("rank", "creditor", "unknown_costs")) | {"charged": due["charged"] or 0}
        for due in data["dues"]
        if due["id"] not in bills
    ]
    data["unfunded"] = [
        each | {"ask": OLD_ASKS.get(each["ask"], each["ask"])}
        for each in data["unfunded"]
        if each["due_id"] not in bills
    ]
    return _dump(data)


def _creditor(due):
    """What the due's kind and account say; only a card's minimum is of a card for certain."""
    if due["account_id"] is None:
        return "other"
    return "card" if due["kind"] == "card_minimum" else "loan"


def _without(data, names):
    return {name: value for name, value in data.items() if name not in names}


def _must_be(data, version):
    if data["version"] != version:
        raise ValueError(
            f"plan facts of version {data['version']}: this migration knows {BEFORE} and {VERSION}"
        )


def _dump(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
