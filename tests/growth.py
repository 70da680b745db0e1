"""How the cost of work grows with its size, told so that a busy machine does not decide."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_TRIES = 8
# Below this, the clock's steps and a cold cache weigh more than the work.
_LEAST = 0.01


def grows_within(times: float, small: Callable[[], object], large: Callable[[], object]) -> bool:
    """Tell whether `large` costs at most `times` what `small` costs, in CPU time of this thread.

    Whatever disturbs a measurement only adds to it, so each side counts with its best try, and tries end when the
    answer is yes. What grows too fast does so in every try.
    """
    cheapest_small = cheapest_large = float("inf")
    for _ in range(_TRIES):
        cheapest_small = min(cheapest_small, _cost(small))
        cheapest_large = min(cheapest_large, _cost(large))
        if cheapest_large <= times * max(cheapest_small, _LEAST):
            return True
    return False


def _cost(work: Callable[[], object]) -> float:
    # A full collection walks through all that earlier tests have left; that is not the cost of this work.
    gc.collect()
    gc.disable()
    try:
        begun = time.thread_time()
        work()
        return time.thread_time() - begun
    finally:
        gc.enable()
