"""The columns of a kept service: what each kind of thing is called, and what the service adds."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION

Record = Mapping[str, Any]


def hexadecimal(length: int = 17) -> str:
    return secrets.token_hex(length)[:length]


def arn(service: str, resource: str, *, region: str = REGION) -> str:
    return f"arn:aws:{service}:{region}:{ACCOUNT_ID}:{resource}"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of thing that a service keeps."""

    create: str
    describe: str
    delete: str
    update: str = ""
    key: str
    """The member by which update and delete name it."""
    asked: str = ""
    """The member by which describe does, one or a list; the key if it is not given."""
    arn: str = ""
    """The member that is its ARN, by which it has tags."""
    one: str = ""
    """The member that holds it whole, in requests and answers; none where they are flat."""
    many: str = ""
    """The member of describe's answer that lists it."""
    facts: Callable[[Record], Record]
    """What the service adds to what it was given: names, ARNs, states."""
    missing: str
    """The error code for one that does not exist."""
    exists: str = "AlreadyExistsException"
    refers: Mapping[str, "Kind"] = field(default_factory=dict)
    """Members that must name something kept."""
    derived: Callable[[Record], Record] = dict
    """Members that follow from others, after a create and after each update."""
    unique: bool = False
    """The key is chosen by the caller, so that a second one is refused."""


@dataclass(frozen=True, kw_only=True)
class Tags:
    """How a service names tags, and the thing that has them."""

    add: str = "TagResource"
    remove: str = "UntagResource"
    read: str = "ListTagsForResource"
    arn: str
    tags: str = "Tags"
    keys: str = "TagKeys"
    words: tuple[str, str] = ("Key", "Value")
    """What the service calls the two halves of a tag."""


@dataclass(frozen=True, kw_only=True)
class KeptService:
    """One service; `takes_over` means that the emulator has the rest of it."""

    service: str
    kinds: tuple[Kind, ...]
    tags: Tags | None = None
    takes_over: bool = False
