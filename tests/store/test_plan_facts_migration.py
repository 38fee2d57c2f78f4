"""The fourth migration: what a plan was made from gets keys and a version, loses nothing, and goes back as it was."""

import importlib.util
import json
from collections.abc import Iterator
from datetime import date
from types import ModuleType

import peewee
import pytest

from backend.domain.spending.cut_plan.plan_facts import LateCostPart, PlanDue, UnfundedDue
from backend.domain.spending.forecast.cash_flow import Flow, Typical
from backend.store import migrations
from backend.store.database import open_database
from backend.store.spending.plan_facts_json import UnknownFactsVersion, dump_facts, load_facts

MADE_ON = date(2026, 11, 24)
DUE = {
    "id": "dl_1",
    "name": "招商银行",
    "on": "2026-12-05",
    "amount": 100_000,
    "account_id": "card_1",
    "kind": "card_minimum",
    "issuer": "招商银行",
    "sure": False,
    "harm": 105_450,
    "charged": 5_450,
    "boundary_days": None,
    "parts": [{"name": "fee", "amount": 5_000, "source": "the agreement", "confirmed": True}],
    "promised": False,
}
UNFUNDED = {
    "due_id": "dl_1",
    "missing": 40_000,
    "from_on": "2026-12-05",
    "payable_on": None,
    "ask": "ask_minimum_waiver",
}
# As the program before wrote it: flows, typical spending and charges without keys.
FULL = {
    "days": 30,
    "balance": 1 << 53,
    "reserve": 10_000,
    "needed": 40_000,
    "flows": [
        ["2026-12-01", 300_000, 280_000, 310_000, "income", "Lohn «März»", "rec_1"],
        ["2026-12-02", -4_500, -4_500, -4_500, "fixed", "", "rec_2"],
    ],
    "typical": [["food.eating_out", 60_000, 120_000, 150_000]],
    "dues": [DUE],
    "unfunded": [UNFUNDED],
    "charges": {"rec_2": [["2026-12-02", 4_500]], "rec_3": []},
}
EMPTY = {
    "days": 1,
    "balance": 0,
    "reserve": 0,
    "needed": 0,
    "flows": [],
    "typical": [],
    "dues": [],
    "unfunded": [],
    "charges": {},
}


def _text(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


OLD = {"plan_1": _text(FULL), "plan_2": _text(EMPTY), "plan_3": _text(FULL | {"days": 90})}


@pytest.fixture
def before(empty_database_url: str) -> Iterator[peewee.Database]:
    """A database of the schema before, with plans in it."""
    opened = open_database(empty_database_url)
    opened.connect()
    migrations.migrate(opened)
    migrations.rollback(opened, "0003_bureau")
    for plan_id, facts in OLD.items():
        _add(opened, plan_id, facts)
    yield opened
    opened.close()


@pytest.fixture
def migration() -> ModuleType:
    """The migration's own module."""
    return _module("0004_plan_facts")


@pytest.fixture
def newest() -> ModuleType:
    """The migration to version 3."""
    return _module("0009_plans")


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, migrations.FOLDER / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _add(opened: peewee.Database, plan_id: str, facts: str) -> None:
    mark = "?" if isinstance(opened, peewee.SqliteDatabase) else "%s"
    opened.execute_sql(
        "INSERT INTO cut_plan (id, borrower_id, currency, state, feasible, made_on, until_on, facts, funding, "
        "recompute_offered, created_at, updated_at, version) VALUES "
        f"({mark}, 'bor_1', 'CNY', 'proposed', FALSE, '2026-11-24', '2026-12-23', {mark}, '{{}}', FALSE, 1, 1, 7)",
        (plan_id, facts),
    )


def _facts(opened: peewee.Database) -> dict[str, str]:
    return dict(opened.execute_sql("SELECT id, facts FROM cut_plan ORDER BY id").fetchall())


def test_every_fact_of_a_plan_is_read_back_with_its_meaning(before: peewee.Database) -> None:
    assert migrations.migrate(before)[0] == "0004_plan_facts"
    facts = load_facts(_facts(before)["plan_1"], MADE_ON)
    assert (facts.today, facts.days, facts.balance, facts.reserve, facts.needed) == (
        MADE_ON,
        30,
        1 << 53,
        10_000,
        40_000,
    )
    assert facts.flows == (
        Flow(date(2026, 12, 1), 300_000, 280_000, 310_000, "income", "Lohn «März»", "rec_1"),
        Flow(date(2026, 12, 2), -4_500, -4_500, -4_500, "fixed", "", "rec_2"),
    )
    assert facts.typical == (Typical("food.eating_out", 60_000, 120_000, 150_000),)
    assert facts.charges == {"rec_2": ((date(2026, 12, 2), 4_500),), "rec_3": ()}
    assert facts.unfunded == (UnfundedDue("dl_1", 40_000, date(2026, 12, 5), None, "ask_minimum_waiver"),)
    assert facts.dues == (
        PlanDue(
            id="dl_1",
            name="招商银行",
            on=date(2026, 12, 5),
            amount=100_000,
            account_id="card_1",
            kind="card_minimum",
            issuer="招商银行",
            sure=False,
            harm=105_450,
            charged=5_450,
            boundary_days=None,
            cost_parts=(LateCostPart("fee", 5_000, "the agreement", True),),
            promised=False,
        ),
    )


def test_a_migrated_plan_is_what_the_program_writes_today(before: peewee.Database) -> None:
    migrations.migrate(before)
    for text in _facts(before).values():
        assert dump_facts(load_facts(text, MADE_ON)) == text


def test_going_back_gives_every_byte_back_and_touches_nothing_else(before: peewee.Database) -> None:
    rest = "SELECT id, state, feasible, made_on, until_on, funding, updated_at, version FROM cut_plan ORDER BY id"
    was = before.execute_sql(rest).fetchall()
    migrations.migrate(before)
    assert before.execute_sql(rest).fetchall() == was
    migrations.rollback(before, "0003_bureau")
    assert _facts(before) == OLD
    assert before.execute_sql(rest).fetchall() == was


def test_a_plan_that_has_its_keys_already_is_left_alone(
    before: peewee.Database, migration: ModuleType, newest: ModuleType
) -> None:
    new = migration.keyed(OLD["plan_1"])
    _add(before, "plan_4", new)
    migrations.migrate(before)
    assert _facts(before)["plan_4"] == _facts(before)["plan_1"] == newest.newer(new)
    assert migration.keyed(new) == new
    assert migration.positional(OLD["plan_1"]) == OLD["plan_1"]


def test_more_plans_than_one_batch_are_all_rewritten(before: peewee.Database, migration: ModuleType) -> None:
    for number in range(migration.BATCH + 1):
        _add(before, f"plan_x{number}", OLD["plan_2"])
    migrations.migrate(before)
    assert all(json.loads(text)["version"] == 3 for text in _facts(before).values())


@pytest.mark.parametrize("text", [OLD["plan_1"], _text(EMPTY | {"version": 2})])
def test_facts_of_another_version_are_refused_by_name(text: str) -> None:
    with pytest.raises(UnknownFactsVersion, match=r"of version (None|2); only 3 can be read"):
        load_facts(text, MADE_ON)


def test_the_migration_refuses_a_version_that_it_does_not_know(migration: ModuleType) -> None:
    for convert in (migration.keyed, migration.positional):
        with pytest.raises(ValueError, match="plan facts of version 3"):
            convert(_text(EMPTY | {"version": 3}))


def test_version_3_goes_back_to_version_2_without_what_that_has_no_place_for(newest: ModuleType) -> None:
    second = _text({"version": 2} | FULL | _keyed_parts())
    third = newest.newer(second)
    assert newest.newer(third) == third and newest.older(second) == second
    assert json.loads(newest.older(third)) == json.loads(second)
    data = json.loads(third)
    bill = data["dues"][0] | {"id": "rec_1@2026-12-01", "rank": "essential", "charged": None}
    data["dues"].append(bill)
    data["unfunded"].append(data["unfunded"][0] | {"due_id": bill["id"], "ask": "ask_instalments"})
    data["unfunded"][0]["ask"] = "ask_part_payment"
    back = json.loads(newest.older(_text(data)))
    assert [due["id"] for due in back["dues"]] == ["dl_1"]
    assert [each["ask"] for each in back["unfunded"]] == ["ask_minimum_waiver"]
    for convert in (newest.newer, newest.older):
        with pytest.raises(ValueError, match="plan facts of version 4"):
            convert(_text(data | {"version": 4}))


def _keyed_parts() -> dict[str, object]:
    names = ("on", "amount", "low", "high", "kind", "label", "source_id")
    return {
        "flows": [dict(zip(names, flow, strict=True)) for flow in FULL["flows"]],  # type: ignore[arg-type]
        "typical": [{"category": "food.eating_out", "low": 1, "expected": 2, "high": 3}],
        "charges": {"rec_2": [{"on": "2026-12-02", "amount": 4_500}]},
    }
