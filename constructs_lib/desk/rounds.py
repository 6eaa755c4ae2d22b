"""A function that makes its round on a schedule, and tells somebody when it cannot."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.dead_letters import DeadLetters
from constructs_lib.desk.room import DeskFunction, Room
from constructs_lib.ids import id_of


class Round(Construct):
    """A round that fails is tried twice more by Lambda, and then a dead letter."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        handler: str,
        description: str,
        settings: Mapping[str, str],
        every: Duration,
        timeout: Duration,
    ) -> None:
        super().__init__(scope, id)
        self.dead_letters = DeadLetters(self, "DeadLetters", key=room.key)
        self.function = DeskFunction(
            self,
            id_of(handler.replace("_", "-")),
            room=room,
            handler=handler,
            description=description,
            settings=settings,
            timeout=timeout,
        )
        self.function.run_alone()
        self.function.add_dead_letters(self.dead_letters)
        events.Rule(
            self,
            "Schedule",
            schedule=events.Schedule.rate(every),
            targets=[
                targets.LambdaFunction(
                    self.function,
                    dead_letter_queue=self.dead_letters,
                    retry_attempts=2,
                    max_event_age=every,
                )
            ],
        )

    def alarm_on_failure(self, topic: AlertTopic, *, says: str, section: str) -> None:
        self.dead_letters.alarm_on_arrival(
            self,
            "Failed",
            description=f"{says}: a round failed three times (docs/alarms.md, {section})",
            topic=topic,
        )
