"""CreateHyperParameterTuningJob, and the list of what it started."""

from collections.abc import Mapping
from typing import Any

from local.sagemaker.jobs import training
from local.sagemaker.jobs.admission import Admission
from local.sagemaker.jobs.built_in import with_own_metrics
from local.sagemaker.jobs.kinds import TRAINING, TUNING
from local.sagemaker.jobs.tuning import results, rules
from local.sagemaker.jobs.tuning.children import request_of
from local.sagemaker.jobs.tuning.trial import Trial, TuningJob
from local.sagemaker.jobs.workers import Run
from local.sagemaker.paging import ordered, page
from local.sagemaker.refusals import RefusedError, refuse_any

_VALUE = "FinalObjectiveMetricValue"


class Tuning:
    def __init__(self, admission: Admission, run: Run) -> None:
        self._admission = admission
        self._run = run

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = request[TUNING.name]
        rules.refuse_unserved(request)
        self._admission.check(TUNING, name, request["TrainingJobDefinition"]["RoleArn"])
        arn = self._admission.arn(TUNING, name)
        job = TuningJob(TUNING, name, arn, request, inherited=self._inherited(request))
        self._refuse_bad(job)
        results.tell(job, job.inherited)
        self._admission.begin(job, self._run)
        return {"HyperParameterTuningJobArn": arn}

    def children(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        wanted = request.get("StatusEquals")
        trials = [
            one
            for one in self._find(request[TUNING.name]).trials
            if wanted in (None, one.job.status)
        ]
        keys = {"Name": TRAINING.name, "CreationTime": "CreationTime", "Status": TRAINING.status}
        if request.get("SortBy") == _VALUE:
            items = _by_value(trials, request)
        else:
            found = [results.summary(one) for one in trials]
            items = ordered(found, request, keys=keys, default="Ascending")
        return page(TRAINING.summaries, items, request)

    def _refuse_bad(self, job: TuningJob) -> None:
        """Each training job would be refused for the same, so one stands for them all."""
        sample = with_own_metrics(request_of(job, 0, {}), self._admission.context.account_id)
        training.refuse_unserved(sample)
        defined = sample["AlgorithmSpecification"].get("MetricDefinitions", [])
        metrics = {one["Name"]: one["Regex"] for one in defined}
        refuse_any([*rules.complaints(job.request, metrics), *training.complaints(sample)])

    def _inherited(self, request: Mapping[str, Any]) -> list[Trial]:
        named = request.get("WarmStartConfig", {}).get("ParentHyperParameterTuningJobs", [])
        ranges = request["HyperParameterTuningJobConfig"].get("ParameterRanges", {})
        wanted = {one["Name"] for kind in ranges.values() for one in kind}
        found: list[Trial] = []
        for one in named:
            parent = self._find(one["HyperParameterTuningJobName"])
            if not parent.has_ended:
                raise RefusedError(f"the parent {parent.name} must have ended, is {parent.status}")
            found += [trial for trial in parent.trials if set(trial.values) == wanted]
        return found

    def _find(self, name: str) -> TuningJob:
        job = self._admission.state.find(TUNING, name)
        if not isinstance(job, TuningJob):
            raise TypeError(f"{name} is no tuning job")
        return job


def _by_value(trials: list[Trial], request: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those without a value come last, whatever the order."""
    told = [one for one in trials if one.value is not None]
    told.sort(key=lambda one: one.value or 0.0, reverse=request.get("SortOrder") == "Descending")
    return [results.summary(one) for one in [*told, *(one for one in trials if one.value is None)]]
