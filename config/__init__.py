"""The environment file: what may differ between two deployments, typed and checked."""

from config.alerts import Alerts
from config.data import DataPolicy, DataZone
from config.environment import Environment
from config.errors import ConfigError
from config.exit import load_or_exit
from config.fleets import Fleet
from config.loading import ENVIRONMENTS, load, names
from config.network import Network
from config.training import Capacity, Location, TrainingJob

__all__ = [
    "ENVIRONMENTS",
    "Alerts",
    "Capacity",
    "ConfigError",
    "DataPolicy",
    "DataZone",
    "Environment",
    "Fleet",
    "Location",
    "Network",
    "TrainingJob",
    "load",
    "load_or_exit",
    "names",
]
