"""What an instance does before it takes jobs: AWS Batch wants it as a MIME archive."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Token
from aws_cdk import aws_ec2 as ec2

NAMESPACE = "Millrace/Instances"

_SCRIPTS = Path(__file__).with_name("scripts")
_SHELL = 'text/x-shellscript; charset="us-ascii"'


@dataclass(frozen=True, kw_only=True)
class FleetName:
    """What the metrics of its instances are told apart by."""

    environment: str
    fleet: str


@dataclass(frozen=True, kw_only=True)
class LustreMount:
    """A file system that every instance of a fleet mounts on /lustre."""

    host: str
    mount_name: str


def user_data(
    name: FleetName, *, has_gpus: bool, lustre: LustreMount | None
) -> ec2.MultipartUserData:
    """AWS Batch adds its own part, which joins the instance to the cluster."""
    data = ec2.MultipartUserData()
    parts = [_script("isolation", {}), _script("scratch", {})]
    if lustre is not None:
        where = {"LUSTRE_HOST": lustre.host, "LUSTRE_NAME": lustre.mount_name}
        parts.append(_script("lustre", where))
    if has_gpus:
        whose = {"ENVIRONMENT": name.environment, "FLEET": name.fleet, "NAMESPACE": NAMESPACE}
        parts.append(_script("gpu_metrics", whose))
    for part in parts:
        data.add_part(ec2.MultipartBody.from_raw_body(content_type=_SHELL, body=part))
    return data


def _script(name: str, values: Mapping[str, str]) -> str:
    """What is known only when it is deployed is a host name or the like, and needs no quotes."""
    lines = [
        f"{key}={value if Token.is_unresolved(value) else shlex.quote(value)}"
        for key, value in values.items()
    ]
    body = (_SCRIPTS / f"{name}.sh").read_text("utf-8")
    return "\n".join(["#!/bin/bash", *lines, body])
