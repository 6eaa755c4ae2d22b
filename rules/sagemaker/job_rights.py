"""A pipeline starts its jobs as its own role, and waits for them as that role."""

from collections.abc import Iterator, Mapping

from rules.finding import Place
from rules.grants import lacks
from rules.pipelines import pipelines
from rules.rule import rule
from rules.template import Template

_JOBS: Mapping[str, str] = {
    "Processing": "ProcessingJob",
    "Training": "TrainingJob",
    "Tuning": "HyperParameterTuningJob",
    "Transform": "TransformJob",
}
_THINGS: Mapping[str, str] = {"Model": "Model", "RegisterModel": "ModelPackage"}


@rule(
    "SGMD",
    "the step fails at once (is not authorized to perform), for the pipeline's role may not start, "
    "follow and stop such a job: grant it Create..., Describe... and Stop... of the job",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in pipelines(template):
        role = pipeline.role
        for step in pipeline.definition.steps if role else ():
            for action in _needed(step.type):
                if role and lacks(role, action):
                    yield pipeline.at(step.path, action)


def _needed(kind: str) -> Iterator[str]:
    verbs = ("Create", "Describe", "Stop") if kind in _JOBS else ("Create", "Describe")
    what = _JOBS.get(kind) or _THINGS.get(kind)
    yield from (f"sagemaker:{verb}{what}" for verb in verbs if what)
