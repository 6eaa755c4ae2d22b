"""Synthesis is offline, asks nobody, and gives the same bytes whoever runs it."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import boto3

from tests.pipelines.files import defined

ROOT = Path(__file__).parents[2]
PROGRAM = """
import socket, sys, warnings
def closed(*_, **__):
    raise OSError("a connection was asked for")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = closed
import pipelines
for name, capacity in (("digits", "spot"), ("tabular", "on-demand")):
    waits = 240 if capacity == "spot" else None
    made = pipelines.build(name, pipelines.Surroundings(
        pipeline=name, region="eu-west-1", processing_instance="ml.m5.large",
        training_instance="ml.g4dn.xlarge", subnets=2, capacity=capacity, max_wait_minutes=waits))
    sys.stdout.write(made.as_json() + repr(sorted(made.tokens)) + repr(made.priced))
"""


def built(folder: Path, **settings: str) -> tuple[str, str]:
    """In a process of its own; whatever it prints beside is in the second text."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout, ended.stderr


def test_two_processes_write_the_same_bytes_without_a_connection(tmp_path: Path) -> None:
    """One of them of a person with nothing, the other of one with much."""
    config = tmp_path / "config"
    config.write_text("this is no file of settings")
    much = {
        "AWS_PROFILE": "nobody",
        "AWS_CONFIG_FILE": str(config),
        "AWS_DEFAULT_REGION": "ap-south-1",
        "SAGEMAKER_ROLE": "mine",
        "PYTHONHASHSEED": "5",
        "TZ": "Asia/Tokyo",
    }

    one, said = built(tmp_path, PYTHONHASHSEED="1")
    other, _ = built(tmp_path, **much)

    assert one == other
    assert '"Name": "Train"' in one
    assert said == ""


def test_to_import_the_package_is_not_to_import_the_sdk() -> None:
    asked = "import sys, pipelines; sys.exit('sagemaker' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False)

    assert ended.returncode == 0


def test_what_a_person_has_set_is_left_alone() -> None:
    before = dict(os.environ)
    session, level = boto3.DEFAULT_SESSION, logging.getLogger("sagemaker").level

    defined()

    assert dict(os.environ) == before
    assert boto3.DEFAULT_SESSION is session
    assert logging.getLogger("sagemaker").level == level
