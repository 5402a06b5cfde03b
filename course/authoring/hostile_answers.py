"""The catalogue of `prove --hostile`: harmful answers, and answers that try to pass without being one.

Each changes a right answer to the little exercise of course/data/hostile, and says how it ends and in which
words. An outcome of "passed" means that it harms nobody: the answer is right, and the checks see only that.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

DATA = resources.files("course.data").joinpath("hostile")
GOOD = DATA.joinpath("solution.py").read_text(encoding="utf-8")
STUB = DATA.joinpath("stub.py").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Hostile:
    """One answer, and what becomes of it at every door."""

    name: str
    source: bytes
    #: How it may end. Two where the system decides: which of two limits bites first.
    outcomes: tuple[str, ...]
    #: What the report says, somewhere.
    words: str = ""
    #: Part of the flag that it raises, "" for none.
    flag: str = ""


def harmful(name: str, code: str, outcomes: str, words: str = "", flag: str = "") -> Hostile:
    """Return a right answer with code at its end, which runs while it is imported."""
    return Hostile(name, f"{GOOD}\n\n{code}\n".encode(), tuple(outcomes.split()), words, flag)


def in_view(name: str, code: str, outcomes: str, words: str = "", flag: str = "") -> Hostile:
    """Return a right answer that runs code before every request."""
    lines = "\n".join(f"    {line}" for line in code.splitlines())
    hook = f"@app.before_request\ndef harm():\n{lines}"
    imports = "import os\nimport signal\nimport sys\nimport threading\nimport time\n"
    return harmful(name, f"{imports}\n{hook}", outcomes, words, flag)


def instead(name: str, source: str | bytes, outcomes: str, words: str = "", flag: str = "") -> Hostile:
    """Return a source of its own."""
    data = source if isinstance(source, bytes) else source.encode()
    return Hostile(name, data, tuple(outcomes.split()), words, flag)


DAEMON = """import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        {code}
    os._exit(0)
"""
#: Does not end, or not for a very long time.
ENDLESS = (
    harmful("loop at import", "while True:\n    pass", "too_slow", "import of the file did not end"),
    in_view("loop in a view", "while True:\n    pass", "too_slow", "got no answer"),
    in_view(
        "loop that catches everything",
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        "too_slow",
        "got no answer",
    ),
    harmful(
        "loop in a thread",
        "import threading\nthreading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()",
        "passed too_slow",
    ),
    harmful(
        "loop at exit",
        "import atexit\n\n@atexit.register\ndef loop():\n    while True:\n        pass",
        "passed",
    ),
    in_view("long sleep", "time.sleep(3600)", "too_slow", "waited for the rest"),
    harmful("long sleep at import", "import time\ntime.sleep(3600)", "too_slow", "did not end"),
    in_view("deadlock", "lock = threading.Lock()\nlock.acquire()\nlock.acquire()", "too_slow", "a lock"),
    harmful(
        "deaf to signals",
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass",
        "too_slow",
        "did not end",
    ),
    harmful(
        "stopped by itself",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        "too_slow",
        "did not end",
        "os.kill",
    ),
    in_view(
        "body without an end",
        "return app.response_class(iter(lambda: b'x' * 100_000, None))",
        "too_slow wrong crashed",
    ),
    harmful("server started at import", "app.run(port=9150)", "passed"),
    harmful(
        "another server started at import",
        "from werkzeug.serving import run_simple\nrun_simple('127.0.0.1', 0, app)",
        "too_slow cannot_load",
    ),
    harmful(
        "waits for a host that never answers",
        "import socket\nsocket.create_connection(('192.0.2.77', 80))",
        "too_slow cannot_load",
    ),
)
#: Ends the process, or what it lives in.
ENDING = (
    harmful("sys.exit at import", "import sys\nsys.exit(0)", "cannot_load", "calls sys.exit(0)"),
    in_view("sys.exit in a view", "sys.exit(0)", "crashed", "SystemExit"),
    harmful("os._exit at import", "import os\nos._exit(0)", "crashed", "exit status 0", "os._exit"),
    in_view("os._exit in a view", "os._exit(3)", "crashed", "exit status 3", "os._exit"),
    harmful("abort", "import os\nos.abort()", "crashed", "killed by signal 6", "os.abort"),
    harmful("bad address", "import ctypes\nctypes.string_at(0)", "crashed", "killed by signal", "ctypes"),
    harmful(
        "kills its group",
        "import os, signal\nos.killpg(0, signal.SIGKILL)",
        "crashed",
        "killed by signal 9",
        "os.killpg",
    ),
    harmful(
        "kills its parent",
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
        "crashed grader_fault passed",
        "",
        "os.kill",
    ),
    harmful("alarm", "import signal, time\nsignal.alarm(1)\ntime.sleep(3)", "crashed too_slow", "", ""),
    in_view("keyboard interrupt", "raise KeyboardInterrupt", "crashed", "KeyboardInterrupt"),
    in_view("endless recursion", "harm()", "crashed", "RecursionError"),
    in_view(
        "endless recursion without a limit",
        "sys.setrecursionlimit(10**9)\nharm()",
        "crashed too_slow",
        "",
        "sys.setrecursionlimit",
    ),
    in_view(
        "raises an exception without a text",
        "class Mute(Exception):\n    def __str__(self):\n        raise ValueError\nraise Mute",
        "crashed",
        "Mute",
    ),
    harmful("closes every descriptor", "import os\nos.closerange(0, 256)", "crashed", "", "os.closerange"),
    in_view("closes every descriptor in a view", "os.closerange(0, 256)", "crashed", "", "os.closerange"),
)
#: Takes more than its share.
GREEDY = (
    harmful("a gigabyte at import", "x = bytearray(1 << 30)", "cannot_load", "more memory"),
    in_view("a gigabyte in a view", "x = bytearray(1 << 30)", "crashed", "MemoryError"),
    in_view("memory bit by bit", "x = []\nwhile True:\n    x.append(' ' * 1_000_000)", "crashed too_slow"),
    in_view("a body of 200 MB", "return b'x' * 200_000_000", "wrong crashed too_slow"),
    harmful("prints 200 MB", "for _ in range(200):\n    print('x' * 1_000_000)", "passed"),
    harmful(
        "writes to standard output",
        "import os\nfor _ in range(200):\n    os.write(1, b'x' * 1_000_000)",
        "passed",
    ),
    harmful(
        "writes to standard error",
        "import os\nfor _ in range(200):\n    os.write(2, b'x' * 1_000_000)",
        "passed",
    ),
    harmful(
        "writes to every descriptor",
        "import os\nfor one in range(3, 40):\n    try:\n        for _ in range(80):\n"
        "            os.write(one, b'x' * 1_000_000)\n    except OSError:\n        pass",
        "crashed too_slow passed",
    ),
    harmful(
        "few descriptors",
        "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (5, 5))",
        "passed crashed",
    ),
    instead("five megabytes of source", GOOD + "\n#" + "x" * 5_000_000, "cannot_load", "bytes are read"),
    instead(
        "brackets without an end", GOOD + "\nx = " + "(" * 50_000 + ")" * 50_000, "cannot_load", "app.py"
    ),
)
#: Starts others.
MANY = (
    harmful(
        "fifty children",
        "import os, time\nfor _ in range(50):\n    if os.fork() == 0:\n        time.sleep(100)\n        os._exit(0)",
        "passed",
        "started a copy of this process",
        "os.fork",
    ),
    in_view("a copy that answers too", "os.fork()", "passed", "started a copy of this process", "os.fork"),
    harmful("a daemon that sleeps", DAEMON.format(code="time.sleep(3600)"), "passed", "", "os.fork"),
    harmful("a daemon that computes", DAEMON.format(code="while True: pass"), "passed", "", "os.fork"),
    harmful(
        "another program",
        "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'])",
        "passed",
    ),
    harmful(
        "another program in a session of its own",
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'], start_new_session=True)",
        "passed",
    ),
    harmful(
        "a thread that raises",
        "import threading\nthreading.Thread(target=lambda: 1 / 0).start()",
        "passed",
    ),
    harmful(
        "a thread that stays",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(3600,)).start()",
        "passed",
    ),
)
#: Changes what others rely on.
SPOILING = (
    harmful("another folder", "import os\nos.chdir('/')", "passed"),
    harmful("no environment", "import os\nos.environ.clear()", "passed"),
    harmful("another time zone", "import os, time\nos.environ['TZ'] = 'Asia/Tokyo'\ntime.tzset()", "passed"),
    harmful(
        "json replaced",
        "import json\njson.dumps = lambda *a, **k: '{}'\njson.loads = lambda *a, **k: {}",
        "wrong passed",
        "",
        "changes json.dumps",
    ),
    harmful(
        "clocks replaced",
        "import time\ntime.time = lambda: 0\ntime.monotonic = lambda: 0\ntime.perf_counter = lambda: 0",
        "passed",
        "",
        "changes time.time",
    ),
    harmful(
        "threads replaced",
        "import threading\nthreading.Thread.start = lambda self: None",
        "passed",
    ),
    harmful(
        "print taken away", "import builtins\nbuiltins.print = None", "passed", "", "changes builtins.print"
    ),
    harmful(
        "open taken away",
        "import builtins\nbuiltins.open = None",
        "passed crashed",
        "",
        "changes builtins.open",
    ),
    harmful(
        "len replaced",
        "import builtins\nbuiltins.len = lambda x: 0",
        "wrong crashed passed grader_fault cannot_load",
        "",
        "changes builtins.len",
    ),
    harmful("traced", "import sys\nsys.settrace(lambda *a: None)", "passed", "", "sys.settrace"),
    harmful("no collector", "import gc\ngc.disable()\ngc.set_threshold(0)", "passed", "", "imports gc"),
    harmful(
        "exceptions of others",
        "from werkzeug.exceptions import NotFound\nNotFound.code = 410",
        "passed",
        "",
        "changes werkzeug.exceptions.NotFound.code",
    ),
)
#: Says what no terminal, page or store likes.
ODD_TEXTS = (
    in_view(
        "half a character", "print('\\ud800')\nraise ValueError('\\ud800 \\x00')", "crashed", "ValueError"
    ),
    in_view(
        "a terminal's own language", "print('\\x1b[2J')\nraise ValueError('\\x1b]0;owned\\x07')", "crashed"
    ),
    harmful("input at import", "name = input('Your name? ')", "cannot_load", "input() waits for somebody"),
    instead(
        "a circle of imports",
        f"import app\nfrom app import app as other\n{GOOD}",
        "passed",
    ),
)
STUBS = (*ENDLESS, *ENDING, *GREEDY, *MANY, *SPOILING, *ODD_TEXTS)
