"""SageMaker pipelines as code: a workload's folder in, the definition of its pipeline out, offline.

``build`` is what a stack calls, ``pipelines.author`` what a workload's pipeline.py writes with.
"""

from pipelines.build import build
from pipelines.definition import Definition, Priced
from pipelines.needs import Needs, needs_of
from pipelines.reading import WORKLOADS, load, names
from pipelines.surroundings import Surroundings
from pipelines.words import WorkloadError

__all__ = [
    "WORKLOADS",
    "Definition",
    "Needs",
    "Priced",
    "Surroundings",
    "WorkloadError",
    "build",
    "load",
    "names",
    "needs_of",
]
