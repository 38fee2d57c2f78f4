"""Each place's whole table of steps as lines to review; `python -m tests.countries.relief_table` writes it anew."""

from pathlib import Path

from backend.countries.relief import guidance_of, places
from backend.domain.credit.delinquency import Stage, strategy
from backend.domain.relief.next_steps import KINDS, Step, Sum

FILE = Path(__file__).parent / "relief_table.txt"


def written() -> str:
    """What every place's stages bring with them; then each place under its code, "--" for one without a file: a line
    for a row, its words below it."""
    parts = ["== every place ==\n" + "".join(f"{_stage(stage)}\n" for stage in Stage)]
    for country in ("--", *places()):
        rows = "\n".join(_row(step) for step in guidance_of(country).steps)
        parts.append(f"== {country} ==\n{rows}\n")
    return "\n".join(parts)


def _stage(stage: Stage) -> str:
    found = strategy(stage, amount_at_risk=1, autopay="off")
    return f"stage {stage}: reminder preset {found.cadence}, tone {found.tone}"


def _row(step: Step) -> str:
    stages = "all" if len(step.stages) == len(Stage) else " ".join(s for s in Stage if s in step.stages)
    kinds = "" if len(step.kinds) == len(KINDS) else f" {' '.join(sorted(step.kinds))}"
    secured = {True: " secured", False: " unsecured", None: ""}[step.secured]
    sure = "confirmed" if step.confirmed else "not confirmed"
    head = (
        f"{step.part} {step.id}: {step.case}, {stages}{kinds}{secured}{_sum(step.sum)}, of {step.of}, {sure}"
    )
    law = f"\n    [{step.law}] {' '.join(step.rights)}".rstrip() if step.law or step.rights else ""
    return f"{head}{law}\n    {step.says['en']} / {step.says['zh-CN']}"


def _sum(needed: Sum | None) -> str:
    if needed is None:
        return ""
    return f" {needed.of} {needed.at_least or ''}..{needed.at_most or ''} {needed.currency}"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
