"""Multi-node parallel jobs: one submission, a node for each index, and the main one decides."""

from collections.abc import Mapping
from typing import Any

from local.batch.job import Job
from local.batch.node_ranges import container_of

MAIN_NODE_ENDED = "The main node of the job ended"
_MAIN_NODE_ADDRESS = "127.0.0.1"
_OF_THE_WHOLE = ("nodeProperties", "timeout")


def nodes_of(parent: Job) -> list[Job]:
    return [
        Job(
            id=f"{parent.id}#{index}",
            arn=f"{parent.arn}#{index}",
            queue_arn=parent.queue_arn,
            order=_order(parent.order, index),
            created_at=parent.created_at,
            parent=parent,
            index=index,
        )
        for index in range(parent.order["nodeProperties"]["numNodes"])
    ]


def _order(whole: Mapping[str, Any], index: int) -> dict[str, Any]:
    properties = whole["nodeProperties"]
    is_main = index == properties["mainNode"]
    # The time that the job may take is that of its main node.
    timeout = {"timeout": whole["timeout"]} if is_main and "timeout" in whole else {}
    return {
        **{key: value for key, value in whole.items() if key not in _OF_THE_WHOLE},
        **timeout,
        "nodeDetails": {"nodeIndex": index, "isMainNode": is_main},
        "container": container_of(properties, index),
    }


def summary(job: Job) -> Mapping[str, Any]:
    """The nodeProperties of an entry in a list of jobs."""
    if job.is_node and job.parent:
        return {**job.order["nodeDetails"], "numNodes": len(job.parent.children)}
    return {"numNodes": len(job.children)}


def variables(job: Job) -> dict[str, str]:
    """What a node finds in its environment; all nodes are on this machine."""
    if not job.is_node or job.parent is None:
        return {}
    properties = job.parent.order["nodeProperties"]
    address = {"AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS": _MAIN_NODE_ADDRESS}
    return {
        "AWS_BATCH_JOB_NODE_INDEX": str(job.index),
        "AWS_BATCH_JOB_NUM_NODES": str(properties["numNodes"]),
        "AWS_BATCH_JOB_MAIN_NODE_INDEX": str(properties["mainNode"]),
        **({} if job.is_main_node else address),
    }
