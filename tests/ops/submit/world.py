"""An environment with every kind of fleet and job, and an AWS account that answers as told."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.stub import Stubber

import config
from config import Environment
from ops.submit.__main__ import main

if TYPE_CHECKING:
    from botocore.client import BaseClient

OWN = "111122223333.dkr.ecr.us-east-1.amazonaws.com/training:1.0"
SHARED_IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0"
QUEUE = "arn:aws:batch:us-east-1:111122223333:job-queue/q"
CALLER = "arn:aws:sts::111122223333:assumed-role/vision/ana"
DEFINITION = "arn:aws:batch:us-east-1:111122223333:job-definition/d:3"
_ALL = {"jobQueues": [QUEUE]}

TRANSFORM = f"""\
    workload: digits
    script: transform
    image: {OWN}
    vcpus: 1
    memory_mib: 2000
    attempts: 4
    timeout_minutes: 30
    parameters: {{items: 1797, chunk: 200, rate: 0.5, scaler: minmax}}
"""
TRAINING = f"""\
    image: {SHARED_IMAGE}
    vcpus: 4
    memory_mib: 14000
    gpus: 1
    attempts: 4
    timeout_minutes: 60
    parameters: {{epochs: 40}}
"""
FILE = f"""\
name: dev
account: "111122223333"
region: us-east-1
zones: [us-east-1a, us-east-1b]
network: {{cidr: 10.20.0.0/16}}
data:
  deletable: false
  captures_expire_days: 90
  logs_expire_days: 365
  old_versions_expire_days: 30
teams:
  vision: {{prefix: vision, batch_share: 60, budget_usd_per_month: 300, emails: [a@example.com]}}
alerts:
  page: {{emails: [ml-platform@example.com]}}
repositories: [training]
fleets:
  gpu:
    instance_types: [g4dn.xlarge, g5.xlarge, g6.xlarge]
    spot_max_vcpus: 16
    on_demand_max_vcpus: 16
    max_usd_per_hour: 15
    volume_gib: 100
    queues: {{normal: 10, urgent: 100}}
  spare:
    instance_types: [m6i.large]
    spot_max_vcpus: 0
    on_demand_max_vcpus: 8
    max_usd_per_hour: 0.5
    volume_gib: 50
  cpu:
    instance_types: [m6i.large, m7i.large, r6i.large]
    spot_max_vcpus: 16
    on_demand_max_vcpus: 16
    max_usd_per_hour: 3
    volume_gib: 50
    queues: {{nightly: 5, normal: 10}}
fargate:
  glue: {{spot_max_vcpus: 0, on_demand_max_vcpus: 4, max_usd_per_hour: 0.4}}
training:
  digits:
    fleet: gpu
    capacity: spot
    team: vision
    checkpoints: models/checkpoints/digits
{TRAINING}
  digits-ddp:
    workload: digits
    nodes: 2
    fleet: gpu
    capacity: on-demand
{TRAINING}
processing:
  digits-transform:
    fleet: cpu
    queue: nightly
    capacity: spot
{TRANSFORM}
  small-transform:
    fleet: glue
    capacity: on-demand
{TRANSFORM.replace("memory_mib: 2000", "memory_mib: 2048")}
"""


def environment(folder: Path, text: str = FILE) -> Environment:
    (folder / "dev.yaml").write_text(text)
    return config.load("dev", folder=folder)


@cache
def _clients() -> dict[str, "BaseClient"]:
    """Slow to make, so made once; each test puts stubs of its own on them."""
    aws = boto3.Session("a", "b", region_name="us-east-1")
    return {
        "cloudformation": aws.client("cloudformation"),
        "batch": aws.client("batch"),
        "ecr": cast("BaseClient", aws.client("ecr")),
        "sts": aws.client("sts"),
    }


class FakeAccount:
    """Its stacks, queues and images are what a test says; all it is asked comes from the stubs."""

    def __init__(self) -> None:
        self._clients = _clients()
        self.stubs = {name: Stubber(client) for name, client in self._clients.items()}
        for stub in self.stubs.values():
            stub.activate()

    def close(self) -> None:
        for stub in self.stubs.values():
            stub.deactivate()

    def client(self, name: str, region_name: str = "us-east-1") -> object:
        return self._clients[name]

    def connect(self, _environment: Environment) -> boto3.Session:
        return cast("boto3.Session", self)

    def has_outputs(self, **outputs: str) -> None:
        """Asked for twice: for the queue, and for the definition."""
        stack = {
            "StackName": "Millrace-dev-Batch",
            "CreationTime": datetime(2026, 11, 21, tzinfo=UTC),
            "StackStatus": "CREATE_COMPLETE",
            "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in outputs.items()],
        }
        for _ in range(2):
            self.stubs["cloudformation"].add_response("describe_stacks", {"Stacks": [stack]})

    def has_queue(self, *, fair: bool = True, **changed: Any) -> None:
        queue: dict[str, Any] = {
            "jobQueueName": "q",
            "jobQueueArn": QUEUE,
            "state": "ENABLED",
            "status": "VALID",
            "priority": 10,
            "computeEnvironmentOrder": [{"order": 1, "computeEnvironment": "spot"}],
            **({"schedulingPolicyArn": "arn:policy"} if fair else {}),
        }
        answer = {"jobQueues": [queue | changed]}
        self.stubs["batch"].add_response("describe_job_queues", answer, _ALL)

    def has_no_queue(self) -> None:
        self.stubs["batch"].add_response("describe_job_queues", {"jobQueues": []}, _ALL)

    def has_compute(self, **changed: str) -> None:
        part = {
            "computeEnvironmentName": "spot",
            "computeEnvironmentArn": "arn:aws:batch:us-east-1:111122223333:compute-environment/s",
            "state": "ENABLED",
            "status": "VALID",
        }
        answer = {"computeEnvironments": [part | changed]}
        self.stubs["batch"].add_response("describe_compute_environments", answer)

    def has_image(self, *failures: Mapping[str, str]) -> None:
        answer = {"images": [], "failures": [*failures]}
        self.stubs["ecr"].add_response("batch_get_image", answer)

    def knows_the_caller(self) -> None:
        self.stubs["sts"].add_response("get_caller_identity", {"Arn": CALLER})

    def takes(self, asked: Mapping[str, Any]) -> None:
        """The one submission that is expected, exactly as it is expected."""
        self.knows_the_caller()
        answer = {"jobName": str(asked["jobName"]), "jobId": "4c75"}
        self.stubs["batch"].add_response("submit_job", answer, dict(asked))

    def fails(self, service: str, word: str, code: str, message: str = "") -> None:
        self.stubs[service].add_client_error(word, code, message)

    def asked_everything(self) -> None:
        for stub in self.stubs.values():
            stub.assert_no_pending_responses()


def ready(account: FakeAccount, **outputs: str) -> None:
    """All is deployed and in order: what remains is to submit."""
    account.has_outputs(**outputs)
    account.has_queue()
    account.has_compute()
    account.has_image()


__all__ = ["DEFINITION", "FILE", "OWN", "QUEUE", "FakeAccount", "environment", "main", "ready"]
