"""The plans that the product makes are those that counting by the documents alone finds.

`HYPOTHESIS_PROFILE=deep` counts 5,000 households for each seed, `GRACEDAY_HOUSEHOLDS` any number.
"""

import os

import pytest

from tests.domain.spending.cut_plan.document_households import household
from tests.domain.spending.cut_plan.document_judge import disagreements

_USUAL = 5_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 150
HOUSEHOLDS = int(os.environ.get("GRACEDAY_HOUSEHOLDS", _USUAL))


@pytest.mark.parametrize("seed", [11, 2026, 777])
def test_the_plan_is_the_one_that_the_documents_ask_for(seed: int) -> None:
    found = {n: wrong for n in range(HOUSEHOLDS) if (wrong := disagreements(household(seed, n)))}
    assert not found, f"{len(found)} of {HOUSEHOLDS}: {dict(list(found.items())[:5])}"
