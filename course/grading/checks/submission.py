"""Load a learner's file: fresh every time, never another exercise's module, never stale bytecode."""

from __future__ import annotations

import ast
import linecache
import os
import sys
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import decode_source
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from course.grading.checks import places
from course.grading.checks.logs import fresh_logging, without_pytest
from course.grading.checks.raised import meaning
from course.grading.checks.shown import show
from course.places import DOOR
from course.values.plain_file import read_plain

#: Name the learner's module has while it runs, as with "flask --app app".
MODULE_NAME = "app"
#: Changes the syntax tree of a file in place; is handed the tree and the file's bytes.
Rewrite = Callable[[ast.Module, bytes], None]


class CannotLoad(Exception):
    """Raised when the learner's file gives nothing to grade; the message is written to the learner."""

    def __init__(
        self,
        message: str,
        where: str = "",
        frames: str = "",
        expected: str = "a file that can be imported and names its Flask object app",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.frames = frames
        self.expected = expected


@dataclass(frozen=True)
class Submission:
    """A learner's file and the exercise folder it belongs to."""

    folder: Path
    file: Path
    #: The text to grade when it was read before; else the file is read for every check.
    source: bytes | None = None

    @property
    def name(self) -> str:
        """Return the name people know the file by."""
        return self.file.name


def load_app(submission: Submission) -> Any:
    """Import the file anew and return its Flask object.

    Raises CannotLoad when the file cannot be read, compiled or run, or names no app.
    """
    module = load_module(submission)
    app = getattr(module, "app", None)
    if looks_like_flask(app):
        return app
    raise CannotLoad(_no_app_message(submission, module, app))


def load_module(
    submission: Submission, name: str = MODULE_NAME, rewrite: Rewrite | None = None
) -> ModuleType:
    """Run the file as a new module, registered under a name as long as the check runs.

    `rewrite` changes the syntax tree before it runs, as pytest does with asserts.
    Raises CannotLoad with the learner's own frames.
    """
    forget_modules(submission.folder)
    code = compile_file(submission, rewrite)
    module = ModuleType(name)
    module.__file__ = str(submission.file)
    module.__dict__[places.NAME] = places.returned
    sys.modules[name] = module
    # Last: a random.py beside the file is nobody's library, and an api.py is still found.
    sys.path.append(str(submission.folder))
    # Flask ignores app.run() under this flag, as it does for "flask run"; else an import would never end.
    os.environ["FLASK_RUN_FROM_CLI"] = "true"
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with without_pytest():
            exec(code, module.__dict__)  # noqa: S102 - running the learner's file is the purpose
    except SystemExit as error:
        raise CannotLoad(
            f"{submission.name} calls sys.exit({error.code!r}) while it is imported. "
            f"A module that {'a server' if name == MODULE_NAME else 'pytest'} imports must not end "
            "the process. Remove the call.",
            *learner_frames(error, submission),
        ) from None
    except MemoryError as error:
        raise CannotLoad(
            f"{submission.name} asks for more memory than the grader gives while it is imported. "
            "Build the data smaller, or when it is needed.",
            *learner_frames(error, submission),
        ) from None
    except ModuleNotFoundError as error:
        raise CannotLoad(
            _missing_module_message(submission, error), *learner_frames(error, submission)
        ) from None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        without = "Nothing can be asked of the app" if name == MODULE_NAME else "No test can run"
        raise CannotLoad(
            f"{submission.name} raises {describe(error)} while it is imported. "
            f"{meaning(describe(error)) or f'{without} before this is repaired.'}",
            *learner_frames(error, submission),
        ) from None
    finally:
        sys.dont_write_bytecode = writes_bytecode
    return module


def text_of_file(submission: Submission) -> bytes:
    """Return the text to grade.

    Raises CannotLoad, which says why, for what is no plain file.
    """
    if submission.source is not None:
        return submission.source
    try:
        return read_plain(submission.file)
    except OSError as error:
        raise CannotLoad(f"{error} {DOOR} reset {submission.folder.name} brings the stub back.") from None


def compile_file(submission: Submission, rewrite: Rewrite | None = None) -> CodeType:
    """Compile the file from its bytes.

    Raises CannotLoad for an unreadable file or a syntax error.
    """
    source = text_of_file(submission)
    if b"\0" in source:
        raise CannotLoad(*_nul_message(submission, source))
    try:
        lines = decode_source(source).splitlines(keepends=True)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise CannotLoad(*_encoding_message(submission, source, error)) from None
    linecache.cache[str(submission.file)] = (len(source), None, lines, str(submission.file))
    try:
        if rewrite is None:
            return _compiled(source, str(submission.file))
        tree = ast.parse(source, str(submission.file))
        rewrite(tree, source)
        return compile(tree, str(submission.file), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CannotLoad(*_syntax_message(submission, error)) from None
    except (ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise CannotLoad(f"{submission.name} cannot be compiled: {describe(error)}.") from None


@lru_cache(maxsize=8)
def _compiled(source: bytes, file: str) -> CodeType:
    """Return the code of a file whose every `return` tells its line; the same text is compiled once."""
    plain = compile(source, file, "exec", dont_inherit=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # said already
            tree = places.TellReturns().visit(ast.parse(source, file))
            return compile(tree, file, "exec", dont_inherit=True)
    except RecursionError:
        return plain


def looks_like_flask(value: object) -> bool:
    """Tell whether a value is a Flask application."""
    return any(
        base.__module__.startswith("flask.") and base.__name__ == "Flask" for base in type(value).__mro__
    )


#: Modules that were there before any learner's code ran.
_FAMILIAR: dict[str, ModuleType] = {}


def keep_modules() -> None:
    """Say that no module of now is a learner's, so that none of them is looked at for every check."""
    _FAMILIAR.update(sys.modules)


def forget_modules(folder: Path) -> None:
    """Drop every module that was loaded from the exercise's folder, and the learner's own."""
    while str(folder) in sys.path:
        sys.path.remove(str(folder))
    sys.modules.pop(MODULE_NAME, None)
    prefix = str(folder) + os.sep
    familiar = _FAMILIAR.get
    for name, module in [one for one in sys.modules.items() if familiar(one[0]) is not one[1]]:
        origin = getattr(module, "__file__", None) or ""
        if origin.startswith(prefix) and not Path(origin).name.startswith("test_"):
            del sys.modules[name]
    fresh_logging()


def describe(error: BaseException) -> str:
    """Return "KeyError: 'name'", cut to one readable line."""
    head, text = type(error).__name__, text_of(error).strip().splitlines()
    return f"{head}: {text[0][:300]}" if text else head


def text_of(error: BaseException) -> str:
    """Return the text of an exception, cut at 2,000 characters; one whose __str__ raises has none."""
    try:
        return str(error)[:2_000]
    except Exception:
        return "its __str__ raises"


def learner_frames(error: BaseException, submission: Submission) -> tuple[str, str]:
    """Return ("app.py:12 in get_reading", traceback text) with the learner's own frames only."""
    summary = traceback.extract_tb(error.__traceback__)
    folder = str(submission.folder) + os.sep
    own = [
        frame
        for frame in summary
        if frame.filename == str(submission.file)
        or (frame.filename.startswith(folder) and not Path(frame.filename).name.startswith("test_"))
    ]
    if not own:
        return "", describe(error)
    lines = []
    for frame in own[-6:]:
        lines.append(f"{Path(frame.filename).name}, line {frame.lineno}, in {frame.name}")
        if frame.line:
            lines.append(f"    {frame.line}")
    lines.append(describe(error))
    last = own[-1]
    return f"{Path(last.filename).name}:{last.lineno} in {last.name}", "\n".join(lines)


def _syntax_message(submission: Submission, error: SyntaxError) -> tuple[str, str, str]:
    shown = (error.text or "").rstrip("\n")
    caret = ""
    if shown and error.offset:
        indent = len(shown) - len(shown.lstrip())
        caret = "\n    " + " " * max(error.offset - 1 - indent, 0) + "^"
    frames = f"{submission.name}, line {error.lineno}\n    {shown.strip()}{caret}\n{describe_syntax(error)}"
    return (
        f"Python cannot read {submission.name}: {error.msg}, line {error.lineno}. "
        "Look at this line and the one before it.",
        f"{submission.name}:{error.lineno}",
        frames,
    )


def _encoding_message(submission: Submission, source: bytes, error: Exception) -> tuple[str, str, str]:
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = source.count(b"\n", 0, start) + 1
    return (
        f"{submission.name} is not saved as UTF-8 (line {line}: {describe(error)}). "
        "Save the file with the encoding UTF-8 in your editor.",
        f"{submission.name}:{line}",
        "",
    )


def _nul_message(submission: Submission, source: bytes) -> tuple[str, str, str]:
    line = source.count(b"\n", 0, source.index(b"\0")) + 1
    return (
        f"{submission.name} holds a NUL byte in line {line}, and Python reads no file with one. The file "
        "is damaged, or it is saved as UTF-16. Save it with the encoding UTF-8 in your editor, or bring "
        f"the stub back: {DOOR} reset {submission.folder.name}.",
        f"{submission.name}:{line}",
        "",
    )


def describe_syntax(error: SyntaxError) -> str:
    """Return the name and message of a syntax error."""
    return f"{type(error).__name__}: {error.msg}"


def _missing_module_message(submission: Submission, error: ModuleNotFoundError) -> str:
    return (
        f"{submission.name} imports {error.name!r}, which is not installed here. "
        "Check the spelling; the exercises need only what the course has installed."
    )


def _no_app_message(submission: Submission, module: ModuleType, app: object) -> str:
    others = [name for name, value in vars(module).items() if looks_like_flask(value)]
    if others:
        return (
            f"{submission.name} calls its Flask object {others[0]!r}. The checks (and flask --app) look for "
            f"'app'. Name it app again: app = Flask(__name__)."
        )
    if callable(app):
        return f"{submission.name} has 'app', but it is {type(app).__name__}, not a Flask object."
    if app is not None:
        return f"'app' in {submission.name} is {show(app)}, not a Flask object. Keep app = Flask(__name__)."
    return f"{submission.name} has no Flask object named 'app'. Keep the line app = Flask(__name__)."
