"""A dinner each Friday at one place and price is a habit: cut in steps, and no contract that is asked about."""

from datetime import timedelta

from tests.api.conftest import Borrower
from tests.api.spending.household import TODAY, Household, household
from tests.api.spending.test_forecast_truth import home_with, seen

FRIDAY = TODAY - timedelta(days=4)


def _dinners(home: Household, amount: int = 12_000) -> None:
    for week in range(13):
        home.meal(FRIDAY - timedelta(days=7 * week), amount, "老地方火锅")


def test_it_is_usual_spending_and_no_flow_of_its_own(alice: Borrower) -> None:
    home = home_with(alice, 500_000)
    _dinners(home)
    flow = seen(home)
    assert [each for each in flow["flows"] if each["label"] == "老地方火锅"] == []
    [habit] = [each for each in flow["typical"] if each["category"] == "food.eating_out"]
    assert 48_000 <= habit["expected"] <= 56_000  # ¥120 a week, for 30 days
    [series] = home.borrower.get("/v1/recurring").json["items"]
    assert (series["kind"], series["cadence"], series["counted"]) == ("other", "week", False)


def test_a_plan_leaves_out_some_of_them_and_asks_only_about_what_can_be_a_contract(alice: Borrower) -> None:
    home = household(alice, balance=380_000)
    _dinners(home)
    plan = home.plan()
    assert [each["label"] for each in plan["questions"]] == ["爱奇艺"]
    assert ("steps", "food.eating_out") in {(line["kind"], line["category"]) for line in plan["lines"]}


def test_once_confirmed_it_counts_as_a_series(alice: Borrower) -> None:
    home = home_with(alice, 500_000)
    _dinners(home)
    seen(home)
    [series] = home.borrower.get("/v1/recurring").json["items"]
    assert home.borrower.post(f"/v1/recurring/{series['id']}/confirm").status_code == 200
    flows = [each for each in seen(home)["flows"] if each["label"] == "老地方火锅"]
    assert flows and {each["amount"] for each in flows} == {-12_000}
