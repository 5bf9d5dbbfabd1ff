"""Finds who said what in an article."""

import os

# One BLAS thread a process: more of them only wait for each other on matrices this small. It is read once, when numpy
# is imported, so it stands here, before anything of this folder imports that.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
