"""Plan facts: the lists without keys in `cut_plan.facts` become objects with keys, and the whole gets a version.

A row that has its form already is left alone, so a second run changes nothing. The order of the keys stays, so what
goes down again is what came up, byte for byte.
"""

import json

from peewee import CharField, Model, TextField

BATCH = 500
VERSION = 2

# The keys of each list's places, in the order of the first form.
FLOW = ("on", "amount", "low", "high", "kind", "label", "source_id")
TYPICAL = ("category", "low", "expected", "high")
CHARGE = ("on", "amount")


class CutPlan(Model):
    id = CharField(max_length=40, primary_key=True)
    facts = TextField()

    class Meta:
        table_name = "cut_plan"
        legacy_table_names = False


def up(migrator, db):
    _rewrite(db, keyed)


def down(migrator, db):
    _rewrite(db, positional)


def _rewrite(db, convert):
    with db.bind_ctx([CutPlan]):
        last = ""
        while rows := list(CutPlan.select().where(CutPlan.id > last).order_by(CutPlan.id).limit(BATCH)):
            for row in rows:
                converted = convert(row.facts)
                if converted != row.facts:
                    CutPlan.update(facts=converted).where(CutPlan.id == row.id).execute()
            last = rows[-1].id


def keyed(text):
    """The first form as version 2; what is of version 2 stays as it is."""
    data = json.loads(text)
    if "version" in data:
        _must_be_known(data)
        return text
    return _dump(
        {"version": VERSION} | _converted(data, lambda names, values: dict(zip(names, values, strict=True)))
    )


def positional(text):
    """Version 2 as the first form; what has no version stays as it is."""
    data = json.loads(text)
    if "version" not in data:
        return text
    _must_be_known(data)
    del data["version"]
    return _dump(_converted(data, lambda names, values: [values[name] for name in names]))


def _converted(data, one):
    """The same facts with each flow, typical spending and charge in the other form, every key in its place."""
    changed = {
        "flows": [one(FLOW, flow) for flow in data["flows"]],
        "typical": [one(TYPICAL, habit) for habit in data["typical"]],
        "charges": {key: [one(CHARGE, each) for each in charges] for key, charges in data["charges"].items()},
    }
    return {name: changed.get(name, value) for name, value in data.items()}


def _must_be_known(data):
    if data["version"] != VERSION:
        raise ValueError(f"plan facts of version {data['version']}: this migration knows only {VERSION}")


def _dump(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
