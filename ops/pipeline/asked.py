"""The words of the command line."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ops.command import count

_DESCRIPTION = "Runs pipelines, watches them, and leaves a report of each run."


def asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.pipeline", description=_DESCRIPTION)
    words = parser.add_subparsers(dest="word", required=True, metavar="word")
    _run(_word(words, "run", "start a pipeline, and watch it to its end", _NAME))
    _word(words, "data", "upload the example data of the workload", _NAME)
    listing = _word(words, "list", "the newest executions", None)
    listing.add_argument("name", nargs="?", help="of this pipeline only")
    listing.add_argument("--limit", type=count, default=20, help="so many (20)")
    shown = _word(words, "show", "one execution, step by step", _EXECUTION)
    shown.add_argument("--watch", action="store_true", help="until it ends")
    _report(_word(words, "report", "write the HTML report of an execution", _EXECUTION))
    _word(words, "stop", "stop an execution", _EXECUTION)
    _word(words, "steps", "what a pipeline does, and the parameters that it takes", _NAME)
    return parser.parse_args(argv)


_NAME = ("name", "a pipeline of the environment file")
_EXECUTION = ("execution", "an execution's id, or how it begins, or its ARN")


def _word(
    words: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    meaning: str,
    subject: tuple[str, str] | None,
) -> argparse.ArgumentParser:
    parser = words.add_parser(name, help=meaning, description=meaning)
    if subject:
        parser.add_argument(subject[0], help=subject[1])
    parser.add_argument("--environment", default="local", help="default: local")
    return parser


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the pipeline; may be given again; steps tells them",
    )
    parser.add_argument(
        "--only", type=_listed, default=[], metavar="STEP,STEP", help="run these steps only"
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="EXECUTION",
        help="with --only: whose results the other steps' are; default: the newest that ended",
    )
    parser.add_argument("--no-wait", action="store_true", help="start it, and do not watch")
    _report(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="where to; default: below build/reports"
    )


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
