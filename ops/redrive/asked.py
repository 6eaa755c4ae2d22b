"""The words of the command line."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from ops.command import count

_DESCRIPTION = "Dead letters: looked at, sent again, or put away with a reason; whole replays."
_FEW, _MANY = 20, 1000


def asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.redrive", description=_DESCRIPTION)
    words = parser.add_subparsers(dest="word", required=True, metavar="word")
    listing = _word(words, "list", "every dead-letter queue, with how much lies in it")
    listing.add_argument("--json", action="store_true", help="for programs")
    looked = _of_queue(words, "inspect", "what lies in a queue, and why", limit=_FEW)
    looked.add_argument("--json", action="store_true", help="for programs, with whole bodies")
    _replay(_of_queue(words, "replay", "send letters to where they came from", limit=_MANY))
    _purge(_of_queue(words, "purge", "put letters away for good, with a reason", limit=_MANY))
    _archive(_word(words, "archive", "let the events of a window come again"))
    return parser.parse_args(argv)


_Words: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def _word(words: _Words, name: str, meaning: str) -> argparse.ArgumentParser:
    parser = words.add_parser(name, help=meaning, description=meaning)
    parser.add_argument("--environment", default="local", help="default: local")
    return parser


def _of_queue(words: _Words, name: str, meaning: str, *, limit: int) -> argparse.ArgumentParser:
    parser = _word(words, name, meaning)
    parser.add_argument("queue", help="as list names it, or a part of the name: events/feed")
    parser.add_argument("--limit", type=count, default=limit, help=f"so many letters ({limit})")
    return parser


def _replay(parser: argparse.ArgumentParser) -> None:
    _message(parser)
    parser.add_argument("--reason", metavar="TEXT", help="those alone with it in reason or body")
    parser.add_argument("--to", metavar="NAME", help="where a letter goes that does not say it")
    parser.add_argument("--dry-run", action="store_true", help="tell, and send nothing")


def _purge(parser: argparse.ArgumentParser) -> None:
    _message(parser)
    parser.add_argument("--reason", metavar="WHY", help="why they may go; it is kept with them")
    parser.add_argument("--matching", metavar="TEXT", help="those alone with it in reason or body")
    parser.add_argument("--yes", action="store_true", help="without asking")


def _message(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--message",
        action="append",
        default=[],
        metavar="ID",
        help="this letter alone; may be given again",
    )


def _archive(parser: argparse.ArgumentParser) -> None:
    times = "such as 2026-11-16T20:00Z"
    parser.add_argument(
        "--from", dest="first", type=_time, required=True, metavar="TIME", help=times
    )
    parser.add_argument("--to", dest="last", type=_time, required=True, metavar="TIME", help=times)
    parser.add_argument("--detail-type", metavar="TYPE", help="only by the rule for this type")


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise argparse.ArgumentTypeError(
            f"must be a time with its zone, such as 2026-11-16T20:00Z, got {text!r}"
        )
    return time.astimezone(UTC)
