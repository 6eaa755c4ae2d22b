"""Every pipeline and every execution of the account, under one lock."""

import threading

from local.sagemaker.names import Names, name_of
from local.sagemaker.records import Execution, Pipeline
from local.sagemaker.refusals import NotFoundError
from local.sagemaker.tags import Tags


class State:
    def __init__(self, names: Names, tags: Tags) -> None:
        self.names = names
        self.tags = tags
        self.changed = threading.Condition(threading.RLock())
        """Held while reading or writing, notified when an execution has something to look at."""
        self.pipelines: dict[str, Pipeline] = {}
        self.executions: dict[str, Execution] = {}
        """By their ARNs, oldest first."""
        self.is_going_down = False

    def pipeline(self, reference: str) -> Pipeline:
        """Names in ARNs are in lower case, so case tells nothing."""
        wanted = name_of(reference).lower()
        for name, pipeline in self.pipelines.items():
            if name.lower() == wanted:
                return pipeline
        raise NotFoundError(f"pipeline {reference!r}")

    def execution(self, arn: str) -> Execution:
        if arn not in self.executions:
            raise NotFoundError(f"pipeline execution {arn!r}")
        return self.executions[arn]

    def executions_of(self, pipeline: Pipeline) -> list[Execution]:
        return [one for one in self.executions.values() if one.pipeline_arn == pipeline.arn]
