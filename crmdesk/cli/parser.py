"""The words of the command line: commands, options, and what each is for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final, NoReturn

import crmdesk
from crmdesk.cli import (
    calendar_options,
    care_options,
    complaint_options,
    duplicates,
    import_options,
    keeping,
    layout,
    lists,
    occasion_options,
    paper,
    plan_options,
    printing_options,
    records,
    reminding_options,
    report_options,
    round_options,
    self_test,
    shop_options,
    taking_back,
)
from crmdesk.cli.arguments import (
    count,
    file_name,
    own_value,
    picture_size,
    scale,
)
from crmdesk.cli.choosing import add_choice
from crmdesk.cli.output import Answer
from crmdesk.cli.usage import Usage, no_choice, no_command, sentence_of
from crmdesk.core.domain.customer import KINDS
from crmdesk.core.domain.fields import BY_KEY, FIELDS
from crmdesk.core.i18n import LANGUAGES, _
from crmdesk.core.settings import THEMES

Run = Callable[[argparse.Namespace], Answer]

_WINDOW: Final = "window_"
# Worked out, or said by another command.
_NOT_ADDED: Final = frozenset({"name", "kind", "birthday", "tags", "last_contact", "next_date"})


class Parser(argparse.ArgumentParser):
    """Raises Usage instead of ending the program."""

    def __init__(self, **options: Any) -> None:
        options.update(add_help=False, allow_abbrev=False, formatter_class=layout.Layout)
        super().__init__(**options)
        self._positionals.title = _("Arguments")
        self._optionals.title = _("Options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def error(self, message: str) -> NoReturn:
        """Raise Usage."""
        self._refuse(sentence_of(message))

    def _refuse(self, sentence: str) -> NoReturn:
        advice = _("{command} --help shows how it is used.").format(command=self.prog)
        raise Usage(sentence, advice)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        if action.nargs == argparse.PARSER:
            raise no_command(str(value), action.choices, self.prog)
        name = argparse.ArgumentError(action, "").argument_name or action.dest
        self._refuse(no_choice(name, value, action.choices))

    def format_help(self) -> str:
        """Return the help as it is printed."""
        return layout.shown(super().format_help())


def build() -> Parser:
    """Return the parser of the whole command line, in the user's language."""
    parser = Parser(
        prog="crmdesk",
        description=_(
            "Customers, follow-ups and visits on this PC. Without a command: the window."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"crmdesk {crmdesk.__version__}",
        help=_("show the version"),
    )
    _add_common(parser, first=True)
    _add_window(parser)
    commands = parser.add_subparsers(
        title=_("Commands"), dest="command", metavar=_("COMMAND"), required=True
    )

    def add(name: str, what: str, run: Run) -> Parser:
        made = commands.add_parser(name, help=what, description=what)
        _add_common(made)
        made.set_defaults(run=run)
        return made

    import_options.add(add)
    _add_lists(add)
    _add_records(add)
    plan_options.add(add)
    printing_options.add(add)
    report_options.add(add)
    shop_options.add(add)
    care_options.add(add)
    occasion_options.add(add)
    calendar_options.add(add)
    reminding_options.add(add)
    round_options.add(add)
    complaint_options.add(add, _add_common)
    _add_duplicates(add)
    _add_keeping(add)
    return parser


def _add_common(parser: Parser, *, first: bool = False) -> None:
    """Add what may stand before and after the command."""
    missing: Any = None if first else argparse.SUPPRESS
    parser.add_argument(
        "--db",
        type=file_name,
        metavar=_("FILE"),
        default=missing,
        help=_("the database to work on"),
    )
    parser.add_argument(
        "--lang",
        metavar=_("CODE"),
        default=missing,
        help=_("the language: {codes}").format(codes=", ".join(LANGUAGES)),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help=_("answer with one JSON document"),
    )


def _add_window(parser: Parser) -> None:
    """Add what the window is started with: its help stands here, and slips are told."""
    window = parser.add_argument_group(_("For the window, without a command"))
    for name, what, more in (
        ("demo", _("open a shop filled with a demo"), {"action": "store_true"}),
        ("staff", _("who works on this PC"), {"metavar": _("NAME")}),
        ("theme", _("the look"), {"choices": THEMES}),
        ("background", _("wait beside the clock, unseen"), {"action": "store_true"}),
    ):
        window.add_argument(f"--{name}", dest=f"{_WINDOW}{name}", help=what, **more)


def window_option(options: argparse.Namespace) -> str:
    """Return an option of the window that was given with a command, nothing without one."""
    given = (name for name, value in vars(options).items() if name.startswith(_WINDOW) and value)
    return next((f"--{name.removeprefix(_WINDOW)}" for name in given), "")


Add = Callable[[str, str, Run], Parser]


def _add_lists(add: Add) -> None:
    made = add("export", _("write all customers to an .xlsx, .csv or .vcf file"), lists.export_list)
    made.add_argument("file", type=file_name, metavar=_("FILE"), help=_("the file to write"))
    made.add_argument(
        "--encoding",
        default="utf-8",
        metavar=_("ENCODING"),
        help=_("how a .csv file is written: utf-8 or gb18030 (GBK)"),
    )
    made = add(
        "undo", _("take back the last operation, or the one with a number"), taking_back.undo
    )
    taking_back.add_options(made, nargs="?")
    made = add("history", _("list what was done, the newest first"), lists.history_list)
    made.add_argument("--limit", type=count, default=20, metavar="N", help=_("how many lines"))
    made = add("demo", _("fill an empty database with a demo"), lists.demo_fill)
    made.add_argument("--customers", type=count, default=200, metavar="N", help=_("how many"))
    made.add_argument("--seed", type=int, default=1, metavar="S", help=_("another number: others"))


def _add_records(add: Add) -> None:
    made = add("find", _("find customers by name, pinyin, digits or words"), records.find)
    made.add_argument("text", nargs="+", metavar=_("TEXT"), help=_("what is looked for"))
    made.add_argument("--limit", type=count, default=20, metavar="N", help=_("how many at most"))
    made = add("show", _("show the whole file of a customer"), records.show)
    made.add_argument("id", type=count, metavar=_("CUSTOMER"), help=_("the customer's number"))
    made = add("add", _("add a customer"), records.add)
    made.add_argument("--name", required=True, metavar=_("NAME"), help=BY_KEY["name"].show())
    add_choice(made, "--kind", KINDS, BY_KEY["kind"].show(), default="")
    for field in FIELDS:
        if field.part or field.key in _NOT_ADDED:
            continue
        several = field.many and field.key not in ("district", "postcode")
        made.add_argument(
            f"--{field.key.replace('_', '-')}",
            dest=field.key,
            metavar=_("TEXT"),
            **({"action": "append", "default": []} if several else {"default": ""}),
            help=field.show(),
        )
    made.add_argument("--birthday", default="", metavar=_("TEXT"), help=BY_KEY["birthday"].show())
    made.add_argument("--lunar", action="store_true", help=_("the birthday is a lunar date"))
    made.add_argument(
        "--tag",
        dest="tags",
        action="append",
        default=[],
        metavar=_("TEXT"),
        help=_("a tag; may be given several times"),
    )
    made.add_argument(
        "--own",
        action="append",
        default=[],
        type=own_value,
        metavar=_("FIELD=VALUE"),
        help=_("a value of one of your own fields; may be given several times"),
    )


def _add_duplicates(add: Add) -> None:
    made = add("duplicates", _("list customers that may be the same one"), duplicates.duplicates)
    made.add_argument("--limit", type=count, default=50, metavar="N", help=_("how many at most"))
    made = add("merge", _("merge customers into the first one named"), duplicates.merge)
    made.add_argument(
        "ids", type=count, nargs="+", metavar=_("CUSTOMER"), help=_("the customers' numbers")
    )
    made = add("unmerge", _("take a merge apart again"), taking_back.unmerge)
    taking_back.add_options(made)


def _add_keeping(add: Add) -> None:
    made = add("check", _("check that the database is sound"), keeping.check)
    made.add_argument("--rebuild", action="store_true", help=_("build the search index anew"))
    made = add("backup", _("make a checked copy of the database"), keeping.backup)
    made.add_argument(
        "file",
        nargs="?",
        type=file_name,
        metavar=_("FILE"),
        help=_("where the copy goes; without it into the folder of the backups"),
    )
    add("backups", _("list the backups, the newest first"), keeping.backups)
    made = add("restore", _("put a backup in the place of the database"), keeping.restore)
    made.add_argument("file", type=file_name, metavar=_("FILE"), help=_("the backup"))
    made = add("screens", _("draw every screen with demo data into PNG files"), paper.screens)
    made.add_argument(
        "directory", type=file_name, metavar=_("FOLDER"), help=_("where the files are written")
    )
    made.add_argument("--theme", choices=("light", "dark"), default="light", help=_("the look"))
    made.add_argument(
        "--scale", type=scale, default=1.0, metavar="N", help=_("how large: 1, 1.5, 2")
    )
    made.add_argument(
        "--size",
        type=picture_size,
        default=(1280, 800),
        metavar=_("WIDTHxHEIGHT"),
        help=_("the size of the window"),
    )
    add("self-test", _("try the installed program from end to end"), self_test.self_test)


__all__ = ["Parser", "Usage", "build"]
