"""The environment file: what may differ between two deployments, typed and checked."""

from config.admitting import admit
from config.affording import Priced, afford
from config.alerts import Alerts, Recipients, Slack
from config.catalogue import InstanceType, instance_types
from config.closed_services import ClosedService
from config.data import DataPolicy, DataZone
from config.databases import Database, Engine
from config.desk import Desk, Reaper
from config.environment import Environment
from config.errors import ConfigError
from config.exit import load_or_exit
from config.fargate import FargateFleet
from config.feature_groups import FeatureGroup, FeatureType
from config.file_stores import FileStores, Lustre
from config.fleets import Fleet
from config.governance import Governance
from config.jobs import Capacity, Job, Mount
from config.labelling import Labelling, Task
from config.landing import FileType, Landing
from config.loading import ENVIRONMENTS, load, names
from config.locations import Location
from config.ml_instance_types import MlInstanceType, ml_instance_types
from config.network import Egress, EndpointZones, Network
from config.parameters import Parameter
from config.pipelines import Instances, Pipeline
from config.plan import SubnetPlan
from config.pools import Pool, StuckMinutes
from config.processing import ProcessingJob
from config.repositories import PullThrough
from config.shares import Share
from config.sources import Sources
from config.streams import Stream
from config.studio import Studio
from config.teams import Team
from config.training import TrainingJob

__all__ = [
    "ENVIRONMENTS",
    "Alerts",
    "Capacity",
    "ClosedService",
    "ConfigError",
    "DataPolicy",
    "DataZone",
    "Database",
    "Desk",
    "Egress",
    "EndpointZones",
    "Engine",
    "Environment",
    "FargateFleet",
    "FeatureGroup",
    "FeatureType",
    "FileStores",
    "FileType",
    "Fleet",
    "Governance",
    "InstanceType",
    "Instances",
    "Job",
    "Labelling",
    "Landing",
    "Location",
    "Lustre",
    "MlInstanceType",
    "Mount",
    "Network",
    "Parameter",
    "Pipeline",
    "Pool",
    "Priced",
    "ProcessingJob",
    "PullThrough",
    "Reaper",
    "Recipients",
    "Share",
    "Slack",
    "Sources",
    "Stream",
    "StuckMinutes",
    "Studio",
    "SubnetPlan",
    "Task",
    "Team",
    "TrainingJob",
    "admit",
    "afford",
    "instance_types",
    "load",
    "load_or_exit",
    "ml_instance_types",
    "names",
]
