"""Every hour: what stands idle? It is told of, and ended if it is idle when its time comes."""

from datetime import UTC, datetime
from functools import cache

from millrace.adapters.clients import cloudwatch, sagemaker, sns
from millrace.adapters.idle import IdleThings
from millrace.adapters.reap_clients import ec2, logs
from millrace.adapters.reap_tickets import SnsTickets
from millrace.domain.reaping import Reaper
from millrace.logs import logger
from millrace.reap_settings import ReapSettings

log = logger("idle-reaper")


@cache
def reaper() -> Reaper:
    to = ReapSettings.from_env()
    things = IdleThings(sagemaker(), cloudwatch(), logs(), ec2(), environment=to.environment)
    tickets = SnsTickets(sns(), topic=to.tickets_topic, environment=to.environment)
    return Reaper(things=things, tickets=tickets, idle_for=to.idle_for, notice=to.notice)


def handler(_event: object, _context: object) -> dict[str, str]:
    fates = reaper().round(datetime.now(UTC))
    for thing, fate in fates.items():
        log.info("looked at", extra={"arn": thing, "fate": fate})
    return fates
