"""Makes events of every kind, and of every kind of wrong, from the recorded ones."""

import json
import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from millrace.events import Ignored, job_event_from

EVENTS = Path(__file__).parents[2] / "events"
JOBS = 400
"""Of each recorded job, so that few events are of the same."""
_SHORTEST = 4
HOSTILE = (
    *("", " ", "\x00", "\x1b[31mred\x1b[0m", "a\nb\tc\rd", "\u202eevil", "\ufffe\uffff"),
    *("\ud800", "x\udfff", "é漢🙂", "' OR 1=1 --", "${jndi:ldap://x}", "../../etc/passwd"),
    *("{}", "[]", "null", "NaN", "-1", "9" * 400, "1e999", "arn:aws:sagemaker:::", "a" * 5_000),
    *("arn:aws:batch:us-east-1:111122223333:job/", ":" * 50, "#", "x:1", "x#0", "/" * 20),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "2026-11-16T20:00:00", "1794859200000"),
)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**18, 10**400, -(10**30), 1e308, [], {}, [[]], [None]),
    *(float("nan"), float("inf"), float("-inf"), {"": ""}, ["x"] * 50, {"Key": "a"}, [{"a": 1}]),
)
WORDS = (
    *("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"),
    *("InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting", "IN_SERVICE"),
    *("Executing", "Succeeded", "Creating", "OUT_OF_SERVICE", "Interrupted", "HIBERNATED", "ok"),
)
_NAMES = ("jobId", "job", "Id", "id", "Name", "Arn", "time", "Timestamp", "Message")
_NO_NAMES = ("\x00", "\ud800", "x\n", "n" * 1_500, "é" * 900, "w" * 9_999, "9999-12-31T23:59:59Z")
_STATUS = ("status", "Status", "SecondaryStatus", "currentStepStatus", "HealthStatus", "value")


@dataclass(frozen=True)
class Recorded:
    name: str
    body: str
    token: str
    """Stands wherever the event names its job."""

    @property
    def family(self) -> str:
        return self.name.split("-")[0]


def recorded() -> list[Recorded]:
    found = []
    for path in sorted(EVENTS.rglob("*.json")):
        read = job_event_from(path.read_text())
        assert not isinstance(read, Ignored), path
        parts = reversed(read.job_id.split("/"))
        token = next(part for part in parts if len(part) >= _SHORTEST)
        found.append(Recorded(path.stem, json.dumps(json.loads(path.read_text())), token))
    return found


class Fuzzer:
    """The same seed makes the same bodies."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._recorded = recorded()
        self._made = 0
        self._last = self._recorded[0].body

    def body(self) -> tuple[str, str]:
        """What kind it is, by its origin and what was done to it, and the body itself."""
        self._made += 1
        one = self._random.choice(self._recorded)
        [(name, wrong)] = self._random.choices(list(_WRONGS.items()), weights=_WEIGHTS)
        made = self._last if name == "twice" else wrong(self._random, self._event(one))
        self._last = made
        return f"{one.family}: {name}", made

    def _event(self, one: Recorded) -> dict[str, Any]:
        job = f"{one.token}{self._random.randrange(JOBS)}"
        event: dict[str, Any] = json.loads(one.body.replace(one.token, job))
        key = "MessageId" if "MessageId" in event else "id"
        return {**event, key: f"fuzzed-{self._made}"}


Wrong = Callable[[random.Random, dict[str, Any]], str]


def _valid(_: random.Random, event: dict[str, Any]) -> str:
    return json.dumps(event)


def _other_words(chance: random.Random, event: dict[str, Any]) -> str:
    """Another status, another time: as valid as before, or nearly."""
    for holder, key in _places(event):
        if isinstance(holder, dict) and key.endswith(_STATUS):
            holder[key] = chance.choice(WORDS)
    minute = chance.randrange(60)
    if "time" in event:
        event["time"] = f"2026-11-16T21:{minute:02}:00Z"
    return json.dumps(event)


def _lacking(chance: random.Random, event: dict[str, Any]) -> str:
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(_places(event))
        del holder[key]
        if not event:
            break
    return json.dumps(event)


def _odd(chance: random.Random, event: dict[str, Any]) -> str:
    for _ in range(chance.randint(1, 5)):
        _put(chance, event, chance.choice(ODD))
    return json.dumps(event)


def _hostile(chance: random.Random, event: dict[str, Any]) -> str:
    for _ in range(chance.randint(1, 5)):
        _put(chance, event, chance.choice(HOSTILE))
    return json.dumps(event)


def _hostile_names(chance: random.Random, event: dict[str, Any]) -> str:
    """Where an event says which it is, of what, and when."""
    named = [
        (holder, key)
        for holder, key in _places(event)
        if isinstance(key, str) and key.endswith(_NAMES) and isinstance(holder[key], str)
    ]
    for holder, key in chance.sample(named, chance.choice((1, 2, len(named)))):
        bad = chance.choice((chance.choice(HOSTILE), *_NO_NAMES))
        kept = (bad, f"{holder[key]}{bad}", f"{bad}{holder[key]}", chance.choice(ODD))
        holder[key] = chance.choice(kept)
    return json.dumps(event)


def _large(chance: random.Random, event: dict[str, Any]) -> str:
    """As large as a message may be in a queue of EventBridge: 256 KB."""
    letters = chance.choice(("a", "\x00", "é", "\ud83d", " ", "[", '"'))
    huge = letters * (250_000 // len(json.dumps(letters)))
    how = chance.choice((huge, [huge[:2_000]] * 20, {f"k{n}": "v" * 90 for n in range(2_000)}))
    _put(chance, event, how)
    return json.dumps(event)


def _many(chance: random.Random, event: dict[str, Any]) -> str:
    """Lists far longer than anybody makes them."""
    for holder, key in _places(event):
        if isinstance(holder[key], list) and holder[key] and isinstance(holder[key][0], dict):
            holder[key] = holder[key] * chance.choice((11, 60, 300))
    return json.dumps(event)[:1_000_000]


def _deep(chance: random.Random, event: dict[str, Any]) -> str:
    depth = chance.choice((50, 300, 600, 900, 950, 985, 990, 995, 5_000, 100_000))
    opened, closed = chance.choice((("[", "]"), ('{"a":', "}")))
    nested = f"{opened * depth}1{closed * depth}"
    _put(chance, event, "@nested@")
    return json.dumps(event).replace('"@nested@"', nested, 1)


def _other_type(chance: random.Random, event: dict[str, Any]) -> str:
    event["detail-type"] = chance.choice(
        ("SageMaker Model Card State Change", "AWS API Call via CloudTrail", "x", "é" * 90)
    )
    return json.dumps(event)


def _other_source(chance: random.Random, event: dict[str, Any]) -> str:
    event["source"] = chance.choice(("aws.s3", "aws.batch2", "x", "millrace.fuzz", "\x00"))
    return json.dumps(event)


def _swapped(chance: random.Random, event: dict[str, Any]) -> str:
    """The detail of one family under the name of another."""
    event["detail-type"] = chance.choice(_TYPES)
    event["source"] = chance.choice(("aws.sagemaker", "aws.batch", "aws.ec2", "millrace.eks"))
    return json.dumps(event)


def _not_json(chance: random.Random, event: dict[str, Any]) -> str:
    whole = json.dumps(event)
    number = event.get("id") or event.get("MessageId")
    return chance.choice(
        (
            whole[: chance.randrange(1, len(whole))],
            whole.replace('"', "'"),
            f"{whole}{whole}",
            f"plain words {number}",
            f"{number}{'9' * 9_000}",
            f'["{number}"]',
            f'"{number}"',
        )
    )


_WRONGS: Mapping[str, Wrong] = {
    "valid": _valid,
    "twice": _valid,
    "other words": _other_words,
    "lacking": _lacking,
    "odd values": _odd,
    "hostile texts": _hostile,
    "hostile names": _hostile_names,
    "long lists": _many,
    "deep": _deep,
    "another detail-type": _other_type,
    "another source": _other_source,
    "swapped": _swapped,
    "not JSON": _not_json,
    "256 KB": _large,
}
_WEIGHTS = (20, 4, 14, 8, 10, 10, 12, 3, 3, 3, 3, 4, 4, 2)
_TYPES = sorted(
    {json.loads(one.body)["detail-type"] for one in recorded() if "detail-type" in one.body}
)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every member and entry, with what holds it; the outermost first."""
    pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    found: list[tuple[Any, Any]] = [(value, key) for key, _ in pairs]
    for _, inner in pairs:
        if isinstance(inner, dict | list) and inner:
            found += _places(inner)
    return found


def _put(chance: random.Random, event: dict[str, Any], value: object) -> None:
    holder, key = chance.choice(_places(event))
    holder[key] = deepcopy(value)
