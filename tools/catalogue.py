"""Writes config/facts/ anew: regions, zones, instance types, sizes of Fargate, and prices."""

import argparse
import importlib.metadata
import json
import string
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import botocore.session
from cfnlint.helpers import AVAILABILITY_ZONES

FACTS = Path(__file__).resolve().parents[1] / "config" / "facts"

PRICES_OF = "us-east-1"
CPU_PRICES = (
    "aws/karpenter-provider-aws, zz_generated.pricing_aws.go, generated 2026-07-20 from AWS's "
    "price list; every size of a family costs the same per vCPU"
)


class Family(NamedTuple):
    """Of instances without GPUs, whose sizes differ in nothing but size."""

    gib_per_vcpu: int
    usd_per_vcpu_hour: float
    largest: str
    """The only size with EFA."""


FAMILIES = {
    "c6i": Family(2, 0.0425, "32xlarge"),
    "c7i": Family(2, 0.044625, "48xlarge"),
    "m6i": Family(4, 0.048, "32xlarge"),
    "m7i": Family(4, 0.0504, "48xlarge"),
    "r6i": Family(8, 0.063, "32xlarge"),
}
FARGATE_SOURCE = (
    "wring.co/blog/aws-fargate-pricing-guide, 2026-03-10 (prices, Linux on x86); "
    "docs.aws.amazon.com/batch/latest/APIReference/API_ResourceRequirement.html (sizes)"
)
FARGATE_PRICES = {"vcpu_hour": 0.04048, "gib_hour": 0.004445}
FARGATE_MEMORY_MIB = {
    "0.25": [512, 1024, 2048],
    "0.5": [*range(1024, 4096 + 1, 1024)],
    "1": [*range(2048, 8192 + 1, 1024)],
    "2": [*range(4096, 16384 + 1, 1024)],
    "4": [*range(8192, 30720 + 1, 1024)],
    "8": [*range(16384, 61440 + 1, 4096)],
    "16": [*range(32768, 122880 + 1, 8192)],
}
"""By vCPUs of a task."""

LEFT_OUT = {
    "g5g": "has arm64 processors, and the GPU images of AWS Batch are x86_64",
    "g6f": "has a fraction of a GPU, and AWS Batch counts whole ones",
    "gr6f": "has a fraction of a GPU, and AWS Batch counts whole ones",
    "g7": "has not been tried with the images and agents that the fleets use",
    "p2": "has GPUs that the driver of the AL2023 GPU image no longer serves",
    "p3": "has GPUs that the driver of the AL2023 GPU image no longer serves",
    "p3dn": "has GPUs that the driver of the AL2023 GPU image no longer serves",
    "p5e": "has no price in us-east-1, and what a fleet may cost is counted in those",
}

Fact: TypeAlias = dict[str, int | float | bool]


def regions(instance_types: Collection[str]) -> dict[str, dict[str, list[str]]]:
    return {
        region: {
            "zones": _zones(region),
            "instance_types": [name for name in instance_types if name in _sold_in(region)],
        }
        for region in sorted(botocore.session.get_session().get_available_regions("batch"))
    }


def _zones(region: str) -> list[str]:
    """Every letter up to the last one: which letters an account sees differs with its age."""
    last = max(zone.removeprefix(region) for zone in AVAILABILITY_ZONES[region])
    letters = string.ascii_lowercase[: string.ascii_lowercase.index(last) + 1]
    return [region + letter for letter in letters]


@cache
def _offers() -> Mapping[str, Any]:
    package = "cfnlint.data.schemas.extensions.aws_ec2_instance"
    text = (resources.files(package) / "instancetype_enum.json").read_text("utf-8")
    offers: Mapping[str, Any] = json.loads(text)
    return offers


def _sold_in(region: str) -> frozenset[str]:
    return frozenset(_offers()[region]["enum"])


def instance_types(gpus: Mapping[str, Mapping[str, Any]]) -> dict[str, Fact]:
    """Sizes named metal are left out: they take long to start and no job needs the bare machine."""
    found = {**dict(_with_gpus(gpus)), **dict(_without_gpus())}
    return dict(sorted(found.items(), key=lambda item: (_family(item[0]), item[1]["vcpus"])))


def _with_gpus(gpus: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Fact]]:
    for name, fact in gpus.items():
        if _family(name) not in LEFT_OUT and not name.endswith(".metal"):
            yield (
                name,
                {
                    "vcpus": fact["cpu"],
                    "memory_gib": fact["mem"],
                    "gpus": fact["n"],
                    "gpu_memory_gib": fact["gmem"],
                    "nvme_gib": int(fact["nvme"] or 0) * 10**9 // 2**30,
                    "has_efa": bool(fact["efa"]),
                    "usd_per_hour": fact["usd"],
                },
            )


def _without_gpus() -> Iterator[tuple[str, Fact]]:
    for name in sorted(_sold_in(PRICES_OF)):
        word, _, size = name.partition(".")
        family = FAMILIES.get(word)
        if family and "metal" not in size:
            vcpus = 2 if size == "large" else 4 * int(size.removesuffix("xlarge") or 1)
            yield (
                name,
                {
                    "vcpus": vcpus,
                    "memory_gib": vcpus * family.gib_per_vcpu,
                    "gpus": 0,
                    "gpu_memory_gib": 0,
                    "nvme_gib": 0,
                    "has_efa": size == family.largest,
                    "usd_per_hour": round(vcpus * family.usd_per_vcpu_hour, 6),
                },
            )


def _family(instance_type: str) -> str:
    return instance_type.partition(".")[0]


def _write(
    file: Path, *, source: str, written: str, facts: Mapping[str, Mapping[str, Any]]
) -> None:
    """One fact a line, so that a refresh is read as a diff."""
    groups = [("source", json.dumps(source)), ("written", json.dumps(written))]
    for title, group in facts.items():
        lines = ",\n".join(
            f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in group.items()
        )
        groups.append((title, f"{{\n{lines}\n }}"))
    body = ",\n".join(f' "{title}": {text}' for title, text in groups)
    file.write_text(f"{{\n{body}\n}}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "gpus", type=Path, help="JSON: GPU instance type -> cpu, mem, n, gmem, nvme (GB), efa, usd"
    )
    parser.add_argument("--gpu-prices", required=True, help="when they were read, such as 2026-07")
    parser.add_argument("--written", default=datetime.now(UTC).date().isoformat())
    asked = parser.parse_args()
    version = importlib.metadata.version
    types = instance_types(json.loads(asked.gpus.read_text("utf-8")))
    _write(
        FACTS / "instance_types.json",
        source=f"{asked.gpus.name} (GPU types, memory as their driver reports it); "
        "AWS's ratio of memory to vCPUs (CPU families); "
        f"prices: on-demand, Linux, {PRICES_OF}: {asked.gpus.name}, {asked.gpu_prices} "
        f"(GPU types); {CPU_PRICES} (CPU families)",
        written=asked.written,
        facts={"instance_types": types, "left_out": LEFT_OUT},
    )
    _write(
        FACTS / "fargate.json",
        source=FARGATE_SOURCE,
        written=asked.written,
        facts={"usd": FARGATE_PRICES, "memory_mib": FARGATE_MEMORY_MIB},
    )
    _write(
        FACTS / "regions.json",
        source=f"botocore {version('botocore')} (regions that have AWS Batch); "
        f"cfn-lint {version('cfn-lint')} (zones, and instance types from AWS's price lists)",
        written=asked.written,
        facts={"regions": regions(types)},
    )


if __name__ == "__main__":
    main()
