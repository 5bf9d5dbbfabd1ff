"""The faster of the two ways in which thinc, spaCy's engine, multiplies matrices."""

from __future__ import annotations

from functools import lru_cache
from time import perf_counter

import numpy as np
from thinc.api import NumpyOps, set_current_ops

SIZES = (256, 96, 384)  # about those of a batch of articles in a small model
TIMES = 3  # of which the fastest counts, so that what else the machine does counts little
BETTER = 0.9  # of the other's time: by how much blis must win, so that equals do not change from run to run


def use_fastest_kernel() -> None:
    """Let spaCy multiply with what is faster here; the parses are the same.

    blis, spaCy's own choice, has kernels of its own for many processors and a slow one for those it does not know.
    """
    set_current_ops(NumpyOps(use_blis=blis_is_better()))


@lru_cache(maxsize=1)
def blis_is_better() -> bool:
    """Measured once a process, in a few milliseconds."""
    return _seconds(NumpyOps(use_blis=True)) < BETTER * _seconds(NumpyOps(use_blis=False))


def _seconds(ops: NumpyOps) -> float:
    """How long one multiplication takes at best."""
    rows, inner, columns = SIZES
    one, other = (np.full(shape, 0.5, dtype="float32") for shape in ((rows, inner), (inner, columns)))
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        ops.gemm(one, other)
        taken.append(perf_counter() - start)
    return min(taken)
