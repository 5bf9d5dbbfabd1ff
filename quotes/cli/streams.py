"""The standard streams of a command that was started without some of them, or whose output cannot be written."""

from __future__ import annotations

import errno
import os
import sys

NAMES = ("stdin", "stdout", "stderr")
#: What a file says that takes no more: a full disk or quota, a file that may not grow, a broken or closed one.
TAKES_NO_MORE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EIO, errno.EBADF}


def open_all() -> None:
    """Give this process the streams that it was started without, as `2>&-` does, or a database would get their numbers.

    What was written to it as a message would then be written into the database.
    """
    for number, name in enumerate(NAMES):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # it gets the lowest number that is free
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))


def give_up_output() -> None:
    """Write no more output, not even what waits to be written when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
