"""The lines of a plan as a person reads them: at most twelve, each of one or more cuts, and how one is judged.

Few cuts are shown one by one, by their days. Where there are more, the weeks of a category are one line; where
there are more categories than lines, those that save least are one line together. A line is judged as a whole, and
stays exact: it is the sum of its cuts, each with its days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.domain.spending.cut_plan.plan_result import PlanLine
from backend.errors import Invalid, NotFound
from backend.store.spending import cut_plans
from backend.store.spending.cut_plans import CutLine

MOST_LINES = 12


def numbered(lines: Sequence[PlanLine]) -> Iterator[tuple[PlanLine, int]]:
    """Every cut with the number of the line that it is shown in, in the order of the lines."""
    by_day = sorted(lines, key=lambda line: (line.starts_on, line.kind, -line.saves, line.key))
    for number, group in enumerate(_groups(by_day)):
        for line in group:
            yield line, number


def _groups(lines: Sequence[PlanLine]) -> list[list[PlanLine]]:
    if len(lines) <= MOST_LINES:
        return [[line] for line in lines]
    by_key: dict[tuple[str, str], list[PlanLine]] = {}
    for line in lines:
        by_key.setdefault((line.kind, line.key), []).append(line)
    groups = sorted(by_key.values(), key=lambda group: -sum(line.saves for line in group))
    if len(groups) <= MOST_LINES:
        return groups
    rest = [line for group in groups[MOST_LINES - 1 :] for line in group]
    return [*groups[: MOST_LINES - 1], rest]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as it is shown: its number, and its cuts by their days."""

    number: int
    cuts: tuple[CutLine, ...]

    @property
    def of_one(self) -> bool:
        """Whether its cuts are all of one category, or one subscription."""
        return len({(cut.kind, cut.category, cut.recurring_id) for cut in self.cuts}) == 1

    @property
    def state(self) -> str:
        return self.cuts[0].state

    @property
    def steps(self) -> int:
        return sum(cut.steps for cut in self.cuts)

    @property
    def most(self) -> int:
        return sum(cut.most for cut in self.cuts)

    @property
    def usual(self) -> int:
        return sum(cut.usual for cut in self.cuts)

    @property
    def saves(self) -> int:
        return sum(cut.saves for cut in self.cuts)

    def set_steps(self, steps: int) -> None:
        """So many steps in all: those too many go from the last days, those to be added from the first."""
        if not self.of_one:
            raise Invalid("steps-of-several", field="steps")
        if not 1 <= steps <= self.most:
            raise Invalid("steps-out-of-range", most=self.most, field="steps")
        more = steps - self.steps
        for cut in self.cuts if more > 0 else reversed(self.cuts):
            change = max(-cut.steps, min(more, cut.most - cut.steps))
            cut.steps += change
            more -= change


def shown_lines(cuts: Sequence[CutLine]) -> list[ShownLine]:
    """A plan's cuts as the lines that they are shown in."""
    by_number: dict[int, list[CutLine]] = {}
    for cut in cuts:
        by_number.setdefault(cut.shown, []).append(cut)
    return [ShownLine(number, tuple(group)) for number, group in sorted(by_number.items())]


def shown_line(plan_id: str, number: str) -> ShownLine:
    """A plan's line by its number, or NotFound."""
    wanted = int(number) if number.isascii() and number.isdigit() else -1
    for line in shown_lines(cut_plans.lines_of([plan_id])[plan_id]):
        if line.number == wanted:
            return line
    raise NotFound()
