"""The words for where a job stands, whose word that is, and what it is a job of."""

from enum import StrEnum


class State(StrEnum):
    """Where a job stands, in the order in which it gets there: AWS Batch's words, and two more.

    What has no end, such as an endpoint, is one of the last four, and goes from each to each.
    """

    SUBMITTED = "SUBMITTED"
    PENDING = "PENDING"
    RUNNABLE = "RUNNABLE"
    STARTING = "STARTING"
    RUNNING = "RUNNING"
    STOPPING = "STOPPING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    STOPPED = "STOPPED"
    CHANGING = "CHANGING"
    READY = "READY"
    BROKEN = "BROKEN"
    GONE = "GONE"

    @property
    def terminal(self) -> bool:
        return self in _ENDS

    @property
    def endless(self) -> bool:
        return self in _ENDLESS


_ENDS = (State.SUCCEEDED, State.FAILED, State.STOPPED)
_ENDLESS = (State.CHANGING, State.READY, State.BROKEN, State.GONE)
RANK = {state: rank for rank, state in enumerate(State)} | dict.fromkeys(_ENDS, 6)
"""The ends are equally far."""


class Service(StrEnum):
    """Whose word an event is."""

    BATCH = "batch"
    SAGEMAKER = "sagemaker"
    EC2 = "ec2"
    EKS = "eks"
    CLOUDWATCH = "cloudwatch"
    BUDGETS = "budgets"


class Kind(StrEnum):
    """What a record is of. The first six are AWS Batch's, and the last ten have no end."""

    SINGLE = "single"
    ARRAY = "array"
    CHILD = "child"
    MULTI_NODE = "multi-node"
    NODE = "node"
    SERVICE = "service-job"
    TRAINING = "training"
    TUNING = "tuning"
    PROCESSING = "processing"
    TRANSFORM = "transform"
    AUTOML = "automl"
    LABELLING = "labelling"
    EXECUTION = "pipeline-execution"
    STEP = "pipeline-step"
    POD_JOB = "kubernetes-job"
    ENDPOINT = "endpoint"
    MODEL = "model"
    PACKAGE = "model-package"
    FEATURES = "feature-group"
    IMAGE = "image"
    CLUSTER = "cluster"
    SCHEDULE = "monitoring-schedule"
    INSTANCE = "instance"
    ALARM = "alarm"
    BUDGET = "budget"

    @property
    def counts(self) -> bool:
        """An array ends with its children, a node with its job: they would be counted twice."""
        return self not in (Kind.ARRAY, Kind.NODE)

    @property
    def endless(self) -> bool:
        return self in _THINGS


_THINGS = (
    Kind.ENDPOINT,
    Kind.MODEL,
    Kind.PACKAGE,
    Kind.FEATURES,
    Kind.IMAGE,
    Kind.CLUSTER,
    Kind.SCHEDULE,
    Kind.INSTANCE,
    Kind.ALARM,
    Kind.BUDGET,
)
