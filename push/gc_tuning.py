"""Python's cycle collector, set for a worker: it looks less often, and not at what stays for good.

A tick makes tens of thousands of tuples and hardly a cycle; at the usual threshold of 700 objects the collector
walks them again and again, for a tenth of the worker's time.
"""

import gc

_OBJECTS = 50_000


def tune_gc() -> None:
    """Call once the process has imported and built what it needs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)
