"""Runs one command: reads the arguments, answers, and tells failures in one sentence."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from crmdesk import watching
from crmdesk.cli import output
from crmdesk.cli.parser import Usage, build
from crmdesk.core import i18n, paths, settings
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _

DEBUG_VARIABLE = "CRMDESK_DEBUG"
FAILED = 1
WRONG_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    output.use_utf8()
    i18n.use_language(_wanted_language(arguments) or settings.load().language or None)
    try:
        options = build().parse_args(arguments)
    except Usage as wrong:
        output.complain(str(wrong), wrong.advice)
        return WRONG_USAGE
    except SystemExit as end:
        # --help and --version print and end by themselves.
        return int(end.code or 0)
    return _run(options)


def _run(options: Namespace) -> int:
    try:
        answer: output.Answer = options.run(options)
        output.show(answer, as_json=options.json)
        return answer.code
    except CrmError as error:
        output.complain(error.message, error.advice)
    except KeyboardInterrupt:
        output.complain(_("Stopped."), _("What was not finished was not written."))
    except BrokenPipeError:
        output.forget_output()
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        _note(error)
    return FAILED


def _note(error: Exception) -> None:
    """Keep where an unexpected error happened, and say where that is kept."""
    root = logging.getLogger()
    before = list(root.handlers)
    # A log that cannot be written must not spill the error over the screen.
    root.addHandler(logging.NullHandler())
    watching.start_log()
    logging.getLogger(__name__).error("a command failed", exc_info=error)
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    output.complain(
        _("Something went wrong that crmdesk did not expect."),
        _("The details are kept in {file}.").format(file=paths.log_dir() / "crmdesk.log"),
    )


def _wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that is asked for, before the arguments are read in it."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""
