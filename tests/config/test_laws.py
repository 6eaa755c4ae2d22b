"""What holds for every environment file, right, wrong or nonsense."""

import json
import string
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from ruamel.yaml import YAML

import config
from config.catalogue import instance_types, regions
from config.data import LOG_RETENTIONS_DAYS
from tests.config.files import EVERYTHING, FULL, load, said

KEYS: dict[tuple[str, ...], type[BaseModel]] = {
    (): config.Environment,
    ("network",): config.Network,
    ("data",): config.DataPolicy,
    ("data", "landing"): config.Landing,
    ("teams", "vision"): config.Team,
    ("alerts",): config.Alerts,
    ("alerts", "page"): config.Recipients,
    ("alerts", "ticket", "slack"): config.Slack,
    ("sources",): config.Sources,
    ("sources", "streams", "clicks"): config.Stream,
    ("sources", "databases", "orders"): config.Database,
    ("sources", "files", "scans"): config.Share,
    ("file_stores",): config.FileStores,
    ("file_stores", "lustre"): config.Lustre,
    ("governance",): config.Governance,
    ("desk",): config.Desk,
    ("desk", "reaper"): config.Reaper,
    ("fleets", "gpu"): config.Fleet,
    ("fleets", "gpu", "stuck_minutes"): config.StuckMinutes,
    ("fleets", "joined"): config.Fleet,
    ("fargate", "glue"): config.FargateFleet,
    ("training", "digits"): config.TrainingJob,
    ("training", "letters"): config.TrainingJob,
    ("processing", "digits-transform"): config.ProcessingJob,
    ("pipelines", "digits"): config.Pipeline,
    ("pipelines", "digits", "instances"): config.Instances,
    ("studio",): config.Studio,
    ("feature_groups", "digits-features"): config.FeatureGroup,
    ("labelling", "digits-labels"): config.Labelling,
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def good() -> Any:
    return YAML(typ="safe", pure=True).load(EVERYTHING)


def at(data: Any, where: tuple[str, ...]) -> dict[str, Any]:
    for key in where:
        data = data[key]
    found: dict[str, Any] = data
    return found


EVERY_KEY = [(where, key) for where in KEYS for key in at(good(), where)]


def test_every_key_there_is_is_in_the_full_file() -> None:
    """Else the laws below would say nothing of it. A fleet with a reservation has no block."""
    known = {(part, key) for part in KEYS.values() for key in part.model_fields}
    missing = {(config.ProcessingJob, "shared_memory_mib"), (config.Fleet, "capacity_block")}

    assert known - {(KEYS[where], key) for where, key in EVERY_KEY} == missing


@st.composite
def typos(draw: st.DrawFn) -> tuple[tuple[str, ...], str, str]:
    """One letter of a key left out, changed, or put in."""
    where, key = draw(st.sampled_from(EVERY_KEY))
    place = draw(st.integers(0, len(key) - 1))
    rest = place + draw(st.integers(0, 1))
    put = draw(st.sampled_from(["", *string.ascii_lowercase, "_", "-"]))
    typo = key[:place] + put + key[rest:]
    return where, key, typo


@settings(deadline=None)
@given(typos())
def test_a_key_with_one_letter_wrong_is_answered_with_the_right_key(
    folder: Path, typo: tuple[tuple[str, ...], str, str]
) -> None:
    where, key, written = typo
    data = good()
    part = at(data, where)
    part[written] = part.pop(key)
    if written == key:
        assert load(json.dumps(data), folder).name == "dev"
        return

    lines = said(json.dumps(data), folder)

    [line] = [line for line in lines if "unknown key" in line]
    assert ".".join((*where, written)) in line
    assert line.endswith(f"did you mean '{key}'?")
    assert not [line for line in lines if "missing" in line]


EMAILS = st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.com", fullmatch=True)
USD = st.integers(1, 1000)


@st.composite
def options(draw: st.DrawFn, region: str) -> dict[str, Any]:
    """Some of the sections that may be left out."""
    place = f"{region}:{draw(st.integers(10**11, 10**12 - 1))}"
    every = {
        "teams": {
            "vision": {
                "prefix": "vision",
                "batch_share": draw(st.integers(1, 1000)),
                "budget_usd_per_month": draw(USD),
                "emails": [draw(EMAILS)],
            }
        },
        "sources": {
            "streams": {"clicks": {"columns": {"price": "decimal(10,2)"}}},
            "databases": {
                "orders": {
                    "engine": draw(st.sampled_from(config.Engine)),
                    "host": "orders.example.com",
                    "database": "orders",
                    "secret_arn": f"arn:aws:secretsmanager:{place}:secret:orders-AbCdEf",
                    "tables": ["orders"],
                    "schedule": f"cron({draw(st.integers(0, 59))} 3 ? * MON *)",
                }
            },
        },
        "file_stores": draw(
            st.sampled_from([{"efs": True}, {"lustre": {"capacity_gib": 2400, "prefix": "a/b"}}])
        ),
        "repositories": draw(st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), unique=True)),
        "pull_through": draw(st.lists(st.sampled_from(config.PullThrough), unique=True)),
        "governance": {
            "budget_usd_per_month": draw(st.integers(1000, 2000)),
            "anomaly_usd": draw(USD),
            "data_events": draw(st.booleans()),
        },
        "desk": {
            "keep_days": draw(st.integers(30, 3653)),
            "retries": draw(st.integers(0, 3)),
            "reaper": draw(st.sampled_from([{}, {"idle_hours": 1, "notice_hours": 168}])),
        },
    }
    return {key: every[key] for key in draw(st.sets(st.sampled_from(sorted(every))))}


def cap(fleet: dict[str, Any]) -> float:
    """The least that the file must accept, in whole cents."""
    worst = config.Fleet.model_validate({**fleet, "max_usd_per_hour": 1}).worst_usd_per_hour
    return ceil(worst * 100) / 100


@st.composite
def jobs(draw: st.DrawFn, region: str, *, vcpus: int, memory_mib: int) -> dict[str, Any]:
    """What every job may have, on spot."""
    every = {
        "shared_memory_mib": draw(st.integers(64, 128)),
        "parameters": draw(
            st.dictionaries(
                st.from_regex(r"[a-z][a-z0-9_]{1,9}", fullmatch=True),
                st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.just("a b"),
            )
        ),
    }
    return {
        "fleet": "cpu",
        "capacity": "spot",
        "queue": draw(st.sampled_from(["slow", "fast"])),
        "image": f"123456789012.dkr.ecr.{region}.amazonaws.com/job:1",
        "vcpus": draw(st.integers(1, vcpus)),
        "memory_mib": draw(st.integers(128, memory_mib)),
        "gpus": 0,
        "attempts": draw(st.integers(2, 10)),
        "timeout_minutes": draw(st.integers(1, 525_600)),
        **{key: every[key] for key in draw(st.sets(st.sampled_from(sorted(every))))},
    }


@st.composite
def environments(draw: st.DrawFn) -> dict[str, Any]:
    region = draw(st.sampled_from(sorted(regions())))
    offered = sorted(regions()[region].instance_types)
    plain = [name for name in offered if not instance_types()[name].gpus]
    types = draw(st.lists(st.sampled_from(plain), min_size=3, max_size=9, unique=True))
    largest = instance_types()[types[0]]
    mask = draw(st.integers(16, 20))
    # vCPUs, in instances of two at the least: each instance needs an address.
    room = 2 ** (20 - mask) * 300
    captures_days = draw(st.integers(1, 3653))
    spot = draw(st.integers(largest.vcpus, room))
    fleet = {
        "instance_types": types,
        "spot_max_vcpus": spot,
        "on_demand_max_vcpus": draw(st.integers(0, room - spot)),
        "volume_gib": draw(st.integers(30, 16_384)),
        "queues": {"slow": draw(st.integers(0, 9)), "fast": draw(st.integers(10, 1000))},
        "stuck_minutes": {"capacity": draw(st.integers(10, 1440))},
    }
    job = jobs(region, vcpus=largest.vcpus, memory_mib=largest.memory_mib_for_jobs)
    return {
        **draw(options(region)),
        "name": "dev",
        "account": draw(st.text(string.digits, min_size=12, max_size=12)),
        "region": region,
        "zones": draw(st.permutations(regions()[region].zones))[: draw(st.integers(2, 6))],
        "network": {"cidr": f"10.{draw(st.integers(0, 255))}.0.0/{mask}"},
        "data": {
            "deletable": draw(st.booleans()),
            "captures_expire_days": captures_days,
            "logs_expire_days": draw(
                st.sampled_from([days for days in LOG_RETENTIONS_DAYS if days >= captures_days])
            ),
            "old_versions_expire_days": draw(st.integers(7, 36_500)),
        },
        "alerts": {"page": {"emails": [draw(EMAILS)]}},
        "fleets": {"cpu": {**fleet, "max_usd_per_hour": cap(fleet)}},
        "training": {
            "job": {
                **draw(job),
                "checkpoints": f"{draw(st.sampled_from(['features', 'models']))}/job",
            }
        },
        "processing": {
            "other": {**draw(job), "workload": "any", "script": "any", "reads": ["raw/any"]}
        },
    }


@settings(deadline=None)
@given(environments())
def test_an_environment_written_out_and_read_again_is_the_same(
    folder: Path, written: dict[str, Any]
) -> None:
    environment = load(json.dumps(written), folder)

    assert environment.model_dump(mode="json", exclude_unset=True) == written
    assert load(environment.model_dump_json(), folder) == environment


def fate(content: str | bytes, folder: Path) -> str:
    try:
        return load(content, folder).name
    except config.ConfigError as error:
        return str(error)


@settings(deadline=None, max_examples=300)
@given(
    at=st.integers(0, len(FULL)),
    cut=st.integers(0, 40),
    put=st.text(st.sampled_from("[]{}:,-?!&*|>%@`#'\"~\\ \n\t0x1ae.<=é\ud800\x85"), max_size=8),
)
def test_a_damaged_file_gives_an_environment_or_lines_that_name_the_file(
    folder: Path, at: int, cut: int, put: str
) -> None:
    outcome = fate(FULL[:at] + put + FULL[at + cut :], folder)

    assert outcome == "dev" or all(f"{folder}/dev.yaml:" in line for line in outcome.split("\n"))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("us-east-1"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None)
@given(where_and_key=st.sampled_from(EVERY_KEY), junk=JUNK)
def test_a_wrong_value_anywhere_gives_lines_that_name_the_file(
    folder: Path, where_and_key: tuple[tuple[str, ...], str], junk: Any
) -> None:
    where, key = where_and_key
    data = good()
    at(data, where)[key] = junk

    outcome = fate(json.dumps(data), folder)

    assert outcome == "dev" or all(f"{folder}/dev.yaml:" in line for line in outcome.split("\n"))


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | st.text(max_size=60))
def test_nonsense_gives_lines_that_name_the_file(folder: Path, content: str | bytes) -> None:
    outcome = fate(content, folder)

    assert all(f"{folder}/dev.yaml:" in line for line in outcome.split("\n"))
