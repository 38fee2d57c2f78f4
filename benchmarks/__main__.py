"""`python -m benchmarks [--quick] [NAME ...]`: every ratio, its target, and whether it is met."""

import argparse
import importlib
import sys

NAMES = (
    "idle",
    "pipeline",
    "memory",
    "web",
    "fcm",
    "cut_plan",
    "imports",
    "checkpoints",
    "forecast",
    "payoff",
)


def main() -> int:
    """Run the benchmarks asked for; 1 when one misses its target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="which; all by default")
    parser.add_argument("--quick", action="store_true", help="fewer rows: for a look, not for the record")
    options = parser.parse_args()
    missed = 0
    for name in options.names or NAMES:
        for ratio in importlib.import_module(f"benchmarks.{name}").run(options.quick):
            print(ratio, flush=True)
            missed += not ratio.met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
