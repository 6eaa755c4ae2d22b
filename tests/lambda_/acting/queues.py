"""SQS as it is: a message is hidden while it is worked on, comes again, is set aside at last."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

VISIBILITY = timedelta(minutes=6)
TRIES = 5
_BATCH = 10


@dataclass
class Message:
    id: str
    body: str
    visible_at: datetime
    receives: int = 0


@dataclass
class Queue:
    rng: Random
    messages: dict[str, Message] = field(default_factory=dict)
    dead: list[Message] = field(default_factory=list)
    sent: int = 0

    def send(self, body: str, *, at: datetime) -> None:
        self.sent += 1
        message = Message(id=f"m{self.sent}", body=body, visible_at=at)
        self.messages[message.id] = message

    def receive(self, now: datetime) -> list[Message]:
        """In no order, and not always as many as there are."""
        most = self.rng.randint(1, _BATCH)
        found: list[Message] = []
        visible = [each for each in self.messages.values() if each.visible_at <= now]
        for message in self.rng.sample(visible, len(visible)):
            if message.receives == TRIES:
                self.dead.append(self.messages.pop(message.id))
            elif len(found) < most:
                message.receives += 1
                message.visible_at = now + VISIBILITY
                found.append(message)
        return found

    def delete(self, message_ids: Iterable[str]) -> None:
        for message_id in message_ids:
            self.messages.pop(message_id, None)

    @property
    def next_at(self) -> datetime | None:
        return min((message.visible_at for message in self.messages.values()), default=None)
