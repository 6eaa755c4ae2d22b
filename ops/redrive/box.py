"""A dead-letter queue whose letters are taken out for a while, and go back unless settled."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ops.redrive.letters import Letter, letter_of

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

_AT_ONCE = 10
_HELD_SECONDS = 900
"""Whoever is killed while he holds letters gives them back with this."""
_WAIT_SECONDS = 1
"""A long poll asks all of SQS's servers: an empty answer then means that there are no more."""


@dataclass
class Box:
    sqs: "SQSClient"
    url: str
    letters: Sequence[Letter] = ()
    _out: dict[str, Letter] = field(default_factory=dict)

    def remove(self, letter: Letter) -> None:
        """For good."""
        self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=letter.handle)
        self._out.pop(letter.id, None)

    def take_out(self, most: int) -> None:
        while len(self._out) < most:
            got = [letter_of(one) for one in self._received(most - len(self._out))]
            fresh = [one for one in got if one.id not in self._out]
            self._out |= {one.id: one for one in got}
            if not fresh:
                break
        self.letters = sorted(self._out.values(), key=lambda one: (one.sent_at, one.id))

    def give_back(self) -> None:
        left = [*self._out.values()]
        for first in range(0, len(left), _AT_ONCE):
            self.sqs.change_message_visibility_batch(
                QueueUrl=self.url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": one.handle, "VisibilityTimeout": 0}
                    for number, one in enumerate(left[first : first + _AT_ONCE])
                ],
            )

    def _received(self, most: int) -> Sequence["MessageTypeDef"]:
        return self.sqs.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=min(most, _AT_ONCE),
            VisibilityTimeout=_HELD_SECONDS,
            WaitTimeSeconds=_WAIT_SECONDS,
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"],
        ).get("Messages", [])


@contextmanager
def opened(sqs: "SQSClient", url: str, *, most: int) -> Iterator[Box]:
    """Whatever happens meanwhile, what was not removed is there again afterwards."""
    box = Box(sqs, url)
    try:
        box.take_out(most)
        yield box
    finally:
        box.give_back()
