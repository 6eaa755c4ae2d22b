"""python -m ops.submit: plans a job, shows the plan, and submits it."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import boto3

import config
from config import Environment
from ops.command import run, show
from ops.session import RefusalError, aws_session, in_plain_words
from ops.submit.asked import asked
from ops.submit.deadline import promise
from ops.submit.order import Order, order
from ops.submit.placing import refuse_misfits
from ops.submit.planning import Planned, planned, refuse_half_done, with_items
from ops.submit.report import plan_table
from ops.submit.submission import Target, submitted, target

Connect: TypeAlias = Callable[[Environment], boto3.Session]
Answer: TypeAlias = Callable[[str], str]
Load: TypeAlias = Callable[[str], Environment]
Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def main(
    argv: Sequence[str] | None = None,
    *,
    connect: Connect = aws_session,
    answer: Answer = input,
    load: Load = config.load_or_exit,
    clock: Clock = utc_now,
) -> int:
    said = asked(argv)
    environment = load(said.environment)
    try:
        with in_plain_words(environment):
            wanted, plan = _prepared(said, environment)
            promised = promise(said, wanted, now=clock())
            if said.plan_only and plan is not None:
                show(plan_table(plan, wanted))
                return 0
            session = connect(environment)
            to = target(session, wanted, environment)
            if not _agreed(said, wanted, plan, to, answer):
                print("nothing was submitted")
                return 1
            children = plan.plan.children if plan else None
            job = submitted(session, wanted, to, children=children, promise=promised)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"submitted {wanted.name} as {job}")
    print(f"follow it: python -m ops.jobs show {job} --environment {environment.name}")
    return 0


def _prepared(said: Namespace, environment: Environment) -> tuple[Order, Planned | None]:
    """All that can be said without asking AWS."""
    wanted = order(said, environment)
    refuse_misfits(wanted)
    if said.items is None:
        if said.chunk is not None:
            raise RefusalError("--chunk cuts items, and there are none: add --items")
        if said.plan_only:
            raise RefusalError("only work with --items has a plan")
        refuse_half_done(wanted)
        return wanted, None
    plan = planned(said, wanted)
    return with_items(wanted, plan.plan), plan


def _agreed(
    said: Namespace, wanted: Order, plan: Planned | None, to: Target, answer: Answer
) -> bool:
    """A job without a plan needs no consent: the person has just asked for it."""
    if plan is not None:
        show(plan_table(plan, wanted))
    if to.unchecked:
        print(to.unchecked)
    if plan is None or said.yes:
        return True
    try:
        return answer("submit this plan? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


if __name__ == "__main__":
    run(main)
