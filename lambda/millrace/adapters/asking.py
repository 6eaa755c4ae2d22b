"""Says of a question that AWS did not answer what was asked, and that it may be asked again."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.reconciling.told import AskingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PAGES = 50
"""Of one list, at most, in one round."""


@contextmanager
def asking(service: str) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise AskingError(f"{service} could not be asked: {error}") from error


def entries(
    ask: Callable[..., Any], member: str, asked: Mapping[str, Any], *, more: str = "NextToken"
) -> Iterator[Mapping[str, Any]]:
    """Page by page; ``more`` is what the service calls the token of the next one."""
    for page in islice(_pages(ask, asked, more), PAGES):
        yield from page[member]


def _pages(
    ask: Callable[..., Any], asked: Mapping[str, Any], more: str
) -> Iterator[Mapping[str, Any]]:
    page = ask(**asked)
    yield page
    while page.get(more):
        page = ask(**asked, **{more: page[more]})
        yield page
