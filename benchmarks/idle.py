"""A tick with nothing due: the same at 10,000 and at 1,000,000 open deadlines."""

from collections.abc import Iterator
from datetime import timedelta

from backend.actions.reminders import tick
from benchmarks.ground import NOW, Ratio, fill, median_seconds, sqlite


def run(quick: bool) -> Iterator[Ratio]:
    """One ratio of medians."""
    many = 100_000 if quick else 1_000_000
    with sqlite():
        fill(2_500, 4, next_reminder_at=NOW + timedelta(days=2))
        small = median_seconds(lambda: tick.tick(now=NOW), 51)
    with sqlite():
        fill(many // 4, 4, next_reminder_at=NOW + timedelta(days=2))
        large = median_seconds(lambda: tick.tick(now=NOW), 51)
    yield Ratio(
        f"idle tick, {many:,} open deadlines against 10,000 (SQLite)",
        large / small,
        1.5,
        at_most=True,
        note=f"{small * 1e6:.0f} and {large * 1e6:.0f} microseconds",
    )
