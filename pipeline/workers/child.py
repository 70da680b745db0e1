"""What runs inside a worker process: read a unit, work, answer. Nothing here trusts the unit to end.

Memory is bounded by RLIMIT_AS, processor time by a timer of the kernel (SIGPROF ends the process, also inside C code);
wall time by the parent. The process ends when its parent does, whether it is idle or busy.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import queue
import resource
import select
import signal
import struct
import sys
import threading
from collections.abc import Iterator

from pipeline.errors import BudgetError, PipelineError

LENGTH = struct.Struct("!Q")
PARENT_CHECK_SECONDS = 2.0
TIRED = 0.5  # of the memory headroom still held after a unit


def main() -> None:
    """Serve units from standard input until it ends. Options come as JSON in the last argument."""
    options = json.loads(sys.argv[-1])
    source, sink = _take_pipes()
    # Ctrl-C and what ends a service reach the whole group, but are for the parent, which ends us: a unit that died of
    # them would count as hostile.
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for module in options["preload"]:
            importlib.import_module(module)
    except Exception as error:  # noqa: BLE001 - said to the parent in full
        _send(sink, pickle.dumps(_translate(error)))
        return
    units: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(source, units), daemon=True).start()
    ceiling = _limit_memory(options["memory_bytes"])
    _send(sink, pickle.dumps(None))
    while True:
        reply = _answer(units.get(), seconds=options["seconds"])
        tired = _memory_in_use() > ceiling - options["memory_bytes"] * TIRED
        _send(sink, (b"\1" if tired else b"\0") + reply)


def frame(message: bytes) -> bytes:
    """Put a message's length before it."""
    return LENGTH.pack(len(message)) + message


def cut_messages(buffer: bytearray) -> Iterator[bytes]:
    """Cut the whole messages off the head of a buffer."""
    while len(buffer) >= LENGTH.size:
        end = LENGTH.size + LENGTH.unpack_from(buffer)[0]
        if len(buffer) < end:
            return
        yield bytes(buffer[LENGTH.size : end])
        del buffer[:end]


def _take_pipes() -> tuple[int, int]:
    """Keep the pipes for ourselves: what a library prints must not end up between the answers."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return source, sink


def _listen(source: int, units: queue.Queue[bytes]) -> None:
    """Queue units; end the process at once when the parent is gone."""
    parent = os.getppid()
    buffer = bytearray()
    while True:
        readable, _, _ = select.select([source], [], [], PARENT_CHECK_SECONDS)
        if not readable:
            if os.getppid() != parent:
                os._exit(0)
            continue
        piece = os.read(source, 1 << 20)
        if not piece:
            os._exit(0)
        buffer += piece
        for unit in cut_messages(buffer):
            units.put(unit)


def _answer(unit: bytes, *, seconds: float) -> bytes:
    """Do one unit; give back the pickled value or error."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        work, argument = pickle.loads(unit)  # noqa: S301 - from our own parent
        return pickle.dumps(work(argument), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(BudgetError("a unit of work needed more memory than it may have", limit="memory"))
    except PipelineError as error:
        return _dump_error(error)
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - one unit's, whatever it is
        return _dump_error(_translate(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _dump_error(error: PipelineError) -> bytes:
    """Pickle an error; one whose subject does not survive that goes without it."""
    try:
        dumped = pickle.dumps(error)
        pickle.loads(dumped)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever a subject does
        return pickle.dumps(PipelineError(f"{type(error).__name__}: {error}"))
    return dumped


def _translate(error: BaseException) -> PipelineError:
    name = type(error).__name__
    return PipelineError(f"unforeseen {name} in a worker: {str(error)[:500]}", kind=name)


def _limit_memory(headroom: int) -> int:
    ceiling = _memory_in_use() + headroom
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    return ceiling


def _memory_in_use() -> int:
    """Say how large the address space is; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - no more code than needed when memory is short
            return int(stream.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _send(sink: int, message: bytes) -> None:
    data = memoryview(frame(message))
    while data:
        data = data[os.write(sink, data) :]
