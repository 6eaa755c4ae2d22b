"""CloudWatch: an alarm of one metric or of others went off, or is over."""

from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Facts, JobEvent, Kind, Service
from millrace.fields import NAME, mapping, optional_mapping, optional_text, text, time
from millrace.sources.identity import event_id, first_resource, job_key
from millrace.sources.tags import facts_of, tags_of
from millrace.sources.words import thing_state


def alarm(event: Mapping[str, Any]) -> JobEvent:
    detail = mapping(event.get("detail"), "detail")
    name = text(detail, "alarmName")
    state = mapping(detail.get("state"), "state")
    value = text(state, "value")
    return JobEvent(
        event_id=event_id(event),
        at=time(event, "time"),
        job_id=job_key(f"alarm/{name}"),
        service=Service.CLOUDWATCH,
        name=name[:NAME],
        state=thing_state(value),
        state_reason=optional_text(state, "reason"),
        attempts={},
        kind=Kind.ALARM,
        facts=Facts(
            arn=first_resource(event),
            status=optional_text(optional_mapping(detail, "state"), "value", NAME),
            **facts_of(tags_of(detail.get("alarmTags"))),
        ),
    )
