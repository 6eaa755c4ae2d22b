"""One environment: its stacks, what each is given, and the tags they all carry."""

import aws_cdk as cdk
from constructs import Construct

from config import Environment
from stacks.batch_stack import BatchStack
from stacks.events_stack import EventsStack
from stacks.foundation_stack import FoundationStack
from stacks.network_stack import NetworkStack


class PlatformStage(cdk.Stage):
    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(
            scope, id, env=cdk.Environment(account=environment.account, region=environment.region)
        )
        self.foundation = FoundationStack(self, "Foundation", environment=environment)
        self.network = NetworkStack(
            self, "Network", environment=environment, foundation=self.foundation
        )
        self.batch = BatchStack(
            self,
            "Batch",
            environment=environment,
            foundation=self.foundation,
            network=self.network.network,
        )
        self.events = EventsStack(self, "Events", foundation=self.foundation)
        cdk.Tags.of(self).add("millrace:environment", environment.name)
