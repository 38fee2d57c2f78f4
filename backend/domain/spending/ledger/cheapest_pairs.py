"""This solver pairs rows with columns one to one: as many pairs as can be, the cheapest, and always the same.

Successive shortest paths with potentials (as in the Hungarian method) over the few columns that a row can go to;
a row's way out is a column of its own that costs more than all pairs together.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush


def cheapest(costs: Sequence[Mapping[int, int]]) -> list[int | None]:
    """For each row its column or None. `costs[row][column]` is not negative; a column left out is impossible."""
    return _Assignment(costs).solve()


class _Assignment:
    def __init__(self, costs: Sequence[Mapping[int, int]]) -> None:
        alone = 1 + sum(max(row.values(), default=0) for row in costs)
        self._costs = [{**row, -1 - at: alone} for at, row in enumerate(costs)]
        self._of_row: list[int | None] = [None] * len(costs)
        self._of_column: dict[int, int] = {}
        self._row_price = [0] * len(costs)
        self._column_price: dict[int, int] = {}

    def solve(self) -> list[int | None]:
        for row in range(len(self._costs)):
            self._place(row)
        return [None if column is None or column < 0 else column for column in self._of_row]

    def _place(self, row: int) -> None:
        """Gives the row a column, moving others along the cheapest chain."""
        distance: dict[int, int] = {}
        came_from: dict[int, int] = {}
        settled: list[int] = []
        heap: list[tuple[int, int]] = []
        base, at = 0, row
        while True:
            for column, cost in self._costs[at].items():
                far = base + cost - self._row_price[at] - self._column_price.get(column, 0)
                if far < distance.get(column, far + 1):
                    distance[column], came_from[column] = far, at
                    heappush(heap, (far, column))
            base, end = heappop(heap)
            while base > distance[end]:  # an entry that a shorter way overtook
                base, end = heappop(heap)
            if end not in self._of_column:
                break
            settled.append(end)
            at = self._of_column[end]
        self._row_price[row] += base
        for column in settled:
            self._row_price[self._of_column[column]] += base - distance[column]
            self._column_price[column] = self._column_price.get(column, 0) - (base - distance[column])
        self._move(row, end, came_from)

    def _move(self, row: int, column: int, came_from: Mapping[int, int]) -> None:
        while True:
            mover = came_from[column]
            left = self._of_row[mover]
            self._of_row[mover], self._of_column[column] = column, mover
            if mover == row or left is None:
                return
            column = left
