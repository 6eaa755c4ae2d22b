"""The environment file: what may differ between two deployments, typed and checked."""

from config.alerts import Alerts, Recipients, Slack
from config.data import DataPolicy, DataZone
from config.databases import Database, Engine
from config.environment import Environment
from config.errors import ConfigError
from config.exit import load_or_exit
from config.file_stores import FileStores, Lustre
from config.fleets import Fleet
from config.governance import Governance
from config.landing import FileType, Landing
from config.loading import ENVIRONMENTS, load, names
from config.network import Egress, EndpointZones, Network
from config.plan import SubnetPlan
from config.repositories import PullThrough
from config.shares import Share
from config.sources import Sources
from config.streams import Stream
from config.teams import Team
from config.training import Capacity, Location, TrainingJob

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
    "FileStores",
    "FileType",
    "Fleet",
    "Governance",
    "Landing",
    "Location",
    "Lustre",
    "Network",
    "PullThrough",
    "Recipients",
    "Share",
    "Slack",
    "Sources",
    "Stream",
    "SubnetPlan",
    "Team",
    "TrainingJob",
    "load",
    "load_or_exit",
    "names",
]
