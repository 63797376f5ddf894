"""Runs one command: reads the arguments, answers, and tells failures in one sentence."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from crmdesk import watching
from crmdesk.cli import output
from crmdesk.cli.parser import build, window_option
from crmdesk.cli.usage import Usage
from crmdesk.core import i18n, paths, settings
from crmdesk.core.domain import weeks
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _

DEBUG_VARIABLE = "CRMDESK_DEBUG"
FAILED = 1
WRONG_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    output.use_utf8()
    wanted, as_json = _wanted_language(arguments), _is_json(arguments)
    known = wanted is not None and i18n.is_offered(wanted)
    kept = settings.load()
    i18n.use_language((wanted if known else kept.language) or None)
    weeks.begin_on(kept.week_begins)
    if wanted is not None and not known:
        # Before anything else is read: the window's own options are told apart only without this.
        output.complain(
            _("There is no language “{code}”; the languages are {codes}.").format(
                code=wanted, codes=", ".join(i18n.LANGUAGES)
            ),
            _("{command} --help shows how it is used.").format(command="crmdesk"),
            as_json=as_json,
        )
        return WRONG_USAGE
    try:
        options = build().parse_args(arguments)
        if misplaced := window_option(options):
            sentence = _("{name} is for the window; it does not go with a command.")
            advice = _("{command} --help shows how it is used.").format(command="crmdesk")
            raise Usage(sentence.format(name=misplaced), advice)
    except Usage as wrong:
        output.complain(str(wrong), wrong.advice, as_json=as_json)
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
    except Usage as wrong:
        # What only the database can tell, such as a name that nobody has.
        output.complain(str(wrong), wrong.advice, as_json=options.json)
        return WRONG_USAGE
    except CrmError as error:
        output.complain(error.message, error.advice, as_json=options.json)
    except KeyboardInterrupt:
        stopped = _("Stopped."), _("What was not finished was not written.")
        output.complain(*stopped, as_json=options.json)
    except BrokenPipeError:
        output.forget_output()
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        _note(error, as_json=options.json)
    return FAILED


def _note(error: Exception, *, as_json: bool) -> None:
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
        as_json=as_json,
    )


def _is_json(arguments: Sequence[str]) -> bool:
    """Tell whether a program listens, before the arguments are understood."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return "--json" in arguments[:end]


def _wanted_language(arguments: Sequence[str]) -> str | None:
    """Return the language asked for last, before the arguments are read in it; None without."""
    found = None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            break
        if argument.startswith("--lang="):
            found = argument.partition("=")[2]
        elif argument == "--lang":
            found = next(rest, found)
    return found
