"""One environment: its stacks, and what each is given."""

from constructs import Construct

from config import Environment
from stacks.batch_stack import BatchStack
from stacks.events_stack import EventsStack
from stacks.features_stack import FeaturesStack
from stacks.files_stack import FilesStack
from stacks.foundation_stack import FoundationStack
from stacks.governance_stack import GovernanceStack
from stacks.labelling_stack import LabellingStack
from stacks.landing_stack import LandingStack
from stacks.network_stack import NetworkStack
from stacks.sources_stack import SourcesStack
from stacks.studio_stack import StudioStack
from stacks.training_stack import TrainingStack


def compose(app: Construct, *, environment: Environment) -> None:
    """Stacks of the app itself, not of a Stage, which ``cdk deploy --all`` would not look into."""
    foundation = FoundationStack(app, "Foundation", environment=environment)
    network = NetworkStack(app, "Network", environment=environment, foundation=foundation)
    files = None
    if (stores := environment.file_stores) and network.file_clients:
        files = FilesStack(
            app,
            "Files",
            environment=environment,
            stores=stores,
            foundation=foundation,
            network=network.network,
            clients=network.file_clients,
        )
    batch = BatchStack(
        app,
        "Batch",
        environment=environment,
        foundation=foundation,
        network=network,
        files=files,
    )
    if environment.pipelines:
        TrainingStack(
            app,
            "Training",
            environment=environment,
            foundation=foundation,
            network=network,
            files=files,
        )
    if environment.feature_groups:
        FeaturesStack(app, "Features", environment=environment, foundation=foundation)
    if environment.labelling:
        LabellingStack(app, "Labelling", environment=environment, foundation=foundation)
    if studio := environment.studio:
        StudioStack(
            app,
            "Studio",
            environment=environment,
            studio=studio,
            foundation=foundation,
            network=network,
        )
    events = EventsStack(app, "Events", environment=environment, foundation=foundation, batch=batch)
    if environment.teams or environment.governance is not None:
        GovernanceStack(
            app,
            "Governance",
            environment=environment,
            foundation=foundation,
            budgets=events.budgets,
        )
    if landing := environment.data.landing:
        LandingStack(
            app, "Landing", environment=environment, landing=landing, foundation=foundation
        )
    if sources := environment.sources:
        SourcesStack(
            app,
            "Sources",
            environment=environment,
            sources=sources,
            foundation=foundation,
            network=network.network,
        )
