"""Multi-node jobs for tests: a script for each range of nodes."""

from collections.abc import Mapping
from typing import Any

from mypy_boto3_batch.type_defs import NodeOverridesTypeDef, RetryStrategyTypeDef

from tests.local_batch.desk import Desk

FOREVER_AT_FIRST = "import os, time; time.sleep(60 * (os.environ['AWS_BATCH_JOB_ATTEMPT'] == '1'))"


def container(script: str, *, gpus: int = 1) -> dict[str, Any]:
    needs = {"VCPU": 4, "MEMORY": 1000, **({"GPU": gpus} if gpus else {})}
    return {
        "image": "an-image",
        "command": ["python", "-c", script],
        "resourceRequirements": [{"type": kind, "value": str(n)} for kind, n in needs.items()],
    }


def submit(
    desk: Desk,
    ranges: Mapping[str, str],
    *,
    nodes: int = 2,
    retry: RetryStrategyTypeDef | None = None,
    timeout_s: int = 3600,
    overrides: NodeOverridesTypeDef | None = None,
) -> str:
    properties: Any = {
        "numNodes": nodes,
        "mainNode": 0,
        "nodeRangeProperties": [
            {"targetNodes": name, "container": container(script)} for name, script in ranges.items()
        ],
    }
    desk.client.register_job_definition(
        jobDefinitionName="nodes",
        type="multinode",
        nodeProperties=properties,
        retryStrategy=retry or {"attempts": 1},
        timeout={"attemptDurationSeconds": timeout_s},
    )
    return desk.client.submit_job(
        jobName="nodes", jobQueue="gpu", jobDefinition="nodes", nodeOverrides=overrides or {}
    )["jobId"]
