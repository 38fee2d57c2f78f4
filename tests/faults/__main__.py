"""`make faults`: three minutes on both databases; ARGS=--long takes an hour. Exit 1 where anything was lost, doubled,
or slow to come back.

FCM and mail are answered on loopback. Webhooks are not part of it: there are none yet.
"""

import argparse
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults.campaign import BOUND_SECONDS, Campaign, Result
from tests.faults.places import Place, Postgresql, Sqlite, temporary_folder

_PLACES: dict[str, Callable[[Path], Place]] = {"sqlite": Sqlite, "postgresql": Postgresql}
_MINUTES, _LONG_MINUTES = 3.0, 60.0


def _campaign(name: str, seconds: float, seed: int, logs: Path | None) -> Result:
    with temporary_folder() as made:
        folder = Path(made)
        place = _PLACES[name](folder)
        try:
            print(f"{name}: {seconds:.0f} s, seed {seed}", flush=True)
            return Campaign(place, folder, _tell, seed).run(seconds)
        finally:
            place.close()
            if logs:
                logs.mkdir(parents=True, exist_ok=True)
                for log in folder.glob("*.log"):
                    (logs / f"{name}-{log.name}").write_bytes(log.read_bytes())


def _tell(text: str) -> None:
    print(text, flush=True)


def _report(result: Result) -> None:
    slowest: dict[str, list[float]] = defaultdict(list)
    for name, seconds in result.recoveries:
        slowest[name].append(seconds)
    print(f"\n{result.database}")
    rows = [
        ("writes acknowledged", result.acknowledged),
        ("acknowledged writes lost", result.lost_writes),
        ("pushes and mails expected", result.expected),
        ("pushes lost", result.lost_pushes),
        ("pushes seen twice", result.seen_twice),
        ("copies that the phone or the mailbox replaces", result.copies),
        ("answers that no fault excuses", dict(result.errors) or 0),
        ("refused meanwhile, by status (0: no answer)", dict(result.refusals)),
        ("times that /readyz said ready and was not", result.lies or 0),
        ("faults", result.faults.total()),
        ("slowest recovery, seconds", f"{result.slowest:.1f} (at most {BOUND_SECONDS:.0f})"),
    ]
    for name, value in rows:
        print(f"  {name:<46} {value}")
    for name, each in sorted(slowest.items()):
        print(f"    {name:<44} {len(each)} x, at most {max(each):.1f} s")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="an hour instead of three minutes")
    parser.add_argument("--minutes", type=float, help="any other time, for both databases together")
    parser.add_argument("--database", choices=sorted(_PLACES), action="append", help="only this one")
    parser.add_argument("--seed", type=int, default=1, help="which faults follow on which")
    parser.add_argument("--logs", type=Path, help="keep what the processes said in this folder")
    options = parser.parse_args(arguments)
    names = options.database or sorted(_PLACES)
    minutes = options.minutes or (_LONG_MINUTES if options.long else _MINUTES)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # nothing is left behind
    results = [_campaign(name, minutes * 60 / len(names), options.seed, options.logs) for name in names]
    for result in results:
        _report(result)
    return 0 if all(result.good for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
