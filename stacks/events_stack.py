"""The job desk: every job event reaches the ledger or the dead letters, and is acted on once."""

from aws_cdk import CfnOutput
from constructs import Construct

from config import Environment
from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk.actor import JobActor
from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.orders import OrderQueue
from constructs_lib.desk.recorder import JobRecorder
from constructs_lib.desk.room import Room
from constructs_lib.desk.team_topics import TeamTopics
from stacks.batch_stack import BatchStack
from stacks.desk import alarms, rounds
from stacks.desk.hearing import feed_of
from stacks.desk.knowledge import knowledge_of, policy_of
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack
from stacks.written import name_of


class EventsStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        foundation: FoundationStack,
        batch: BatchStack,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        key = foundation.messages_key
        room = Room(
            self,
            environment=environment.name,
            key=key,
            logs_key=foundation.logs_key,
            logs_expire=foundation.logs_expire,
        )
        knowledge = knowledge_of(environment, batch.fleets)
        ledger = JobLedger(
            self, "Ledger", key=foundation.data_key, removal_policy=foundation.removal_policy
        )
        self.budgets = AlertTopic(self, "Budgets", key=key, emails=[])
        feed = feed_of(self, environment, key=key, budgets=self.budgets)
        orders = OrderQueue(self, "Orders", key=key, consumer_timeout=JobActor.TIMEOUT)
        JobRecorder(
            self,
            "RecordJobEvents",
            room=room,
            feed=feed,
            ledger=ledger,
            orders=orders,
            policy=policy_of(environment.desk),
            knowledge=knowledge,
        )
        teams = {name: team.emails for name, team in environment.teams.items()}
        actor = JobActor(
            self,
            "ActOnJobs",
            room=room,
            orders=orders,
            ledger=ledger,
            page=foundation.page,
            ticket=foundation.ticket,
            teams=TeamTopics(self, "Teams", key=key, teams=teams).by_team,
            knowledge=knowledge,
        )
        actor.may_submit(batch.definitions)
        actor.may_go_on([name_of(environment, one) for one in environment.pipelines])
        rounds.repair(
            self,
            room=room,
            feed=feed,
            orders=orders,
            ledger=ledger,
            knowledge=knowledge,
            foundation=foundation,
        )
        rounds.export(self, room=room, ledger=ledger, foundation=foundation)
        rounds.conduct(self, room=room, ledger=ledger, knowledge=knowledge, foundation=foundation)
        rounds.reap(self, environment, room=room, foundation=foundation)
        alarms.tell_of_queues(self, feed=feed, orders=orders, page=foundation.page)
        if watched := batch.watched:
            alarms.watch(
                self,
                environment,
                room=room,
                ledger=ledger,
                fleets=watched,
                foundation=foundation,
            )
        CfnOutput(self, "LedgerTable", value=ledger.table_name)
        CfnOutput(self, "JobEvents", value=feed.queue.queue_url)
        CfnOutput(self, "DeadLetters", value=feed.dead_letters.queue_url)
