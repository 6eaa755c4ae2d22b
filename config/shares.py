"""A file share whose files are copied to the raw zone."""

from typing import Annotated

from pydantic import Field

from config.arns import AgentArn
from config.hosts import Host
from config.part import Listed, Part
from config.schedules import HourlySchedule
from config.words import Spelling

_MOST_AGENTS = 8

_Folder = Annotated[
    str,
    Spelling(
        r"(?=.{1,4096}$)(/|(/(?!\.{1,2}(/|$))[A-Za-z0-9_+.() -]+)+)",
        "a path from the root, such as /exports/scans, without a slash at its end",
    ),
]


class Share(Part):
    nfs_host: Host = Field(description="DNS name or address of the NFS server")
    path: _Folder = Field(description="the exported folder, from the root")
    agent_arns: Listed[AgentArn] = Field(
        min_length=1,
        max_length=_MOST_AGENTS,
        description="ARNs of the DataSync agents beside the server",
    )
    schedule: HourlySchedule = Field(
        description="when it is copied: rate(1 day) or cron(...), in UTC"
    )
