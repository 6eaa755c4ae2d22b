"""A right environment file, and what is said of a wrong one."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

import config

GOOD = """\
name: dev
account: "111122223333"
region: us-east-1
zones: [us-east-1a, us-east-1b]
network:
  cidr: 10.20.0.0/16
data:
  deletable: false
  captures_expire_days: 90
  logs_expire_days: 365
  old_versions_expire_days: 30
alerts:
  page: {emails: [ml-platform@example.com]}
fleets:
  gpu:
    instance_types: [g4dn.xlarge, g5.xlarge, g6.xlarge]
    spot_max_vcpus: 64
    on_demand_max_vcpus: 16
    max_usd_per_hour: 38
    volume_gib: 100
training:
  digits:
    fleet: gpu
    capacity: spot
    image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0
    vcpus: 4
    memory_mib: 14000
    gpus: 1
    attempts: 4
    timeout_minutes: 60
    checkpoints: models/checkpoints/digits
"""

NETWORK = "  cidr: 10.20.0.0/16\n"
PAGE = "  page: {emails: [ml-platform@example.com]}\n"
DISK = "    volume_gib: 100\n"
KEPT = "  old_versions_expire_days: 30\n"

FULL = (
    GOOD.replace(
        NETWORK,
        f"""\
{NETWORK}\
  egress: transit-gateway
  transit_gateway: tgw-0123456789abcdef0
  endpoint_zones: one
""",
    )
    .replace(
        KEPT,
        f"""\
{KEPT}\
  tier_after_days: 30
  landing:
    largest_mib: 1024
    types: [csv, parquet]
    schemas:
      vision/labels: [image, label]
""",
    )
    .replace(
        PAGE,
        """\
  page:
    emails: [oncall@example.com]
    slack: {workspace: T0123ABCD, channel: C0123PAGE}
  ticket:
    emails: [desk@example.com]
    slack: {workspace: T0123ABCD, channel: C0123DESK}
teams:
  vision:
    prefix: vision
    batch_share: 60
    budget_usd_per_month: 300
    emails: [vision@example.com]
  risk:
    prefix: risk
    batch_share: 40
    budget_usd_per_month: 200
    emails: [risk@example.com]
sources:
  streams:
    clicks:
      columns: {user_id: bigint, price: "decimal(10,2)"}
  databases:
    orders:
      engine: postgresql
      host: orders.db.example.com
      port: 6432
      database: orders
      secret_arn: arn:aws:secretsmanager:us-east-1:444455556666:secret:orders-AbCdEf
      tables: [public.orders]
      schedule: cron(0 3 * * ? *)
  files:
    scans:
      nfs_host: nas.example.com
      path: /exports/scans
      agent_arns: ["arn:aws:datasync:us-east-1:111122223333:agent/agent-0123456789abcdef0"]
      schedule: rate(1 day)
file_stores:
  lustre:
    capacity_gib: 1200
    prefix: datasets
  efs: true
repositories: [training, serving]
pull_through: [ecr-public]
governance:
  budget_usd_per_month: 600
  anomaly_usd: 50
  data_events: true
  permissions_boundary: millrace-boundary
""",
    )
    .replace(
        DISK,
        f"""\
{DISK}\
    queues: {{normal: 10, urgent: 100}}
    stuck_minutes: {{misconfiguration: 20, capacity: 60, vcpus_cap: 30}}
  joined:
    instance_types: [p5.4xlarge]
    spot_max_vcpus: 0
    on_demand_max_vcpus: 32
    max_usd_per_hour: 21
    volume_gib: 200
    reservation: cr-0123456789abcdef0
    efa: true
fargate:
  glue:
    spot_max_vcpus: 4
    on_demand_max_vcpus: 4
    max_usd_per_hour: 0.7
    queues: {{slow: 1}}
    stuck_minutes: {{}}
""",
    )
    .replace(
        "    checkpoints:",
        """\
    team: vision
    workload: digits
    script: train
    nodes: 1
    queue: urgent
    shared_memory_mib: 2048
    parameters: {epochs: 40, rate: 0.1, kind: wide}
    secrets:
      TOKEN: arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf
    mounts: [lustre, efs]
    checkpoints:""",
    )
    + """\
  letters:
    script: train_ddp
    nodes: 2
    fleet: joined
    capacity: on-demand
    image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-ddp
    vcpus: 12
    memory_mib: 100000
    gpus: 1
    attempts: 3
    timeout_minutes: 90
processing:
  digits-transform:
    workload: digits
    script: transform
    fleet: glue
    capacity: spot
    queue: slow
    image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-cpu
    vcpus: 0.5
    memory_mib: 4096
    gpus: 0
    attempts: 5
    timeout_minutes: 30
    team: vision
    parameters: {items: 1797, chunk: 200}
    reads: [raw/digits, captures/digits]
    writes: [features/pages, curated/pages]
    secrets:
      SIGNATURE: arn:aws:secretsmanager:us-east-1:111122223333:secret:sign-AbCdEf
    mounts: [efs]
pipelines:
  digits:
    workload: digits
    team: vision
    data: raw/vision/digits
    capacity: spot
    instances: {processing: ml.m5.large, training: ml.g4dn.xlarge}
    max_wait_minutes: 240
    max_usd: 25
    parallel_steps: 6
    parameters: {epochs: 10}
  house-prices:
    data: curated/prices
    capacity: on-demand
    instances: {processing: ml.m5.xlarge, training: ml.c5.xlarge}
    max_usd: 5
studio:
  idle_minutes: 120
  users: {ana: vision, bo: vision}
feature_groups:
  digits-features:
    team: vision
    source: features/vision/digits
    features: {image_id: string, written_at: fractional, ink: fractional, strokes: integral}
    record_id: image_id
    event_time: written_at
    online: true
labelling:
  digits-labels:
    team: vision
    reads: raw/vision/images
    writes: curated/vision/labels
    task: image-classification
    classes: ["0", "1"]
    workteam: arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/vision
    objects_at_most: 1000
    usd_per_object: 0.08
    max_usd: 100
existing_customer: [ground-truth]
"""
)
EVERYTHING = (
    FULL.replace("  data_events: true\n", "  data_events: true\n  reserve_concurrency: true\n")
    + """\
desk:
  keep_days: 90
  archive_days: 30
  retries: 2
  on_demand_after_spot: true
  larger_after_out_of_memory: false
  reaper: {idle_hours: 48, notice_hours: 24}
"""
)
"""Every section and key there is: the lines of FULL are counted by many tests."""


class Case(NamedTuple):
    """One change that makes the right file wrong, and the one line that is said of it."""

    change: tuple[str, str]
    message: str


def but(*changes: tuple[str, str], text: str = GOOD) -> str:
    """The right file with some of its text changed."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in the file"
        text = text.replace(old, new)
    return text


def load(content: str | bytes, folder: Path, *, name: str = "dev") -> config.Environment:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    (folder / f"{name}.yaml").write_bytes(data)
    return config.load(name, folder=folder)


def said(content: str | bytes, folder: Path, *, name: str = "dev") -> list[str]:
    """The lines that a person sees, without the folder, which differs from test to test."""
    with pytest.raises(config.ConfigError) as refused:
        load(content, folder, name=name)
    return [line.removeprefix(f"{folder}{os.sep}") for line in str(refused.value).splitlines()]
