"""One environment: its stacks, and what each is given."""

from constructs import Construct

from config import Environment
from stacks.batch_stack import BatchStack
from stacks.events_stack import EventsStack
from stacks.foundation_stack import FoundationStack
from stacks.network_stack import NetworkStack


def compose(app: Construct, *, environment: Environment) -> None:
    """Stacks of the app itself, not of a Stage, which ``cdk deploy --all`` would not look into."""
    foundation = FoundationStack(app, "Foundation", environment=environment)
    network = NetworkStack(app, "Network", environment=environment, foundation=foundation)
    BatchStack(
        app,
        "Batch",
        environment=environment,
        foundation=foundation,
        network=network.network,
    )
    EventsStack(app, "Events", environment=environment, foundation=foundation)
