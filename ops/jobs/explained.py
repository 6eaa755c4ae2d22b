"""python -m ops.jobs why: what happened to a job, and what to do, in one paragraph."""

import json
from argparse import Namespace

from rich.text import Text

from millrace.domain.classifying import classify, is_failure
from millrace.domain.explaining import why as explained
from ops.command import show
from ops.jobs.place import Place
from ops.jobs.showing import found


def why(asked: Namespace, place: Place) -> int:
    job = found(asked, place)
    paragraph = explained(
        job, now=place.clock.now(), policy=place.policy, environment=place.environment.name
    )
    if not asked.json:
        show(Text(paragraph))
        return 0
    failure = classify(job) if is_failure(job) else None
    told = {
        "job_id": job.job_id,
        "class": failure and str(failure.cls),
        "rule": failure and failure.rule_id,
        "message": failure and failure.message,
        "why": paragraph,
    }
    print(json.dumps(told, indent=2))
    return 0
