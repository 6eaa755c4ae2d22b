"""The environment file: what may differ between two deployments, typed and checked."""

from config.alerts import Alerts, Recipients, Slack
from config.catalogue import InstanceType, instance_types
from config.data import DataPolicy, DataZone
from config.databases import Database, Engine
from config.environment import Environment
from config.errors import ConfigError
from config.exit import load_or_exit
from config.fargate import FargateFleet
from config.file_stores import FileStores, Lustre
from config.fleets import Fleet
from config.governance import Governance
from config.jobs import Capacity, Job, Mount
from config.landing import FileType, Landing
from config.loading import ENVIRONMENTS, load, names
from config.locations import Location
from config.network import Egress, EndpointZones, Network
from config.parameters import Parameter
from config.plan import SubnetPlan
from config.pools import Pool, StuckMinutes
from config.processing import ProcessingJob
from config.repositories import PullThrough
from config.shares import Share
from config.sources import Sources
from config.streams import Stream
from config.teams import Team
from config.training import TrainingJob

__all__ = [
    "ENVIRONMENTS",
    "Alerts",
    "Capacity",
    "ConfigError",
    "DataPolicy",
    "DataZone",
    "Database",
    "Egress",
    "EndpointZones",
    "Engine",
    "Environment",
    "FargateFleet",
    "FileStores",
    "FileType",
    "Fleet",
    "Governance",
    "InstanceType",
    "Job",
    "Landing",
    "Location",
    "Lustre",
    "Mount",
    "Network",
    "Parameter",
    "Pool",
    "ProcessingJob",
    "PullThrough",
    "Recipients",
    "Share",
    "Slack",
    "Sources",
    "Stream",
    "StuckMinutes",
    "SubnetPlan",
    "Team",
    "TrainingJob",
    "instance_types",
    "load",
    "load_or_exit",
    "names",
]
