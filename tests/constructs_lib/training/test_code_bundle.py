"""The code of a workload is one archive: the same files are the same object, everywhere."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import aws_cdk as cdk
import pytest
from aws_cdk import aws_iam as iam

from constructs_lib.training.archive import PackageError, compressed, packed
from constructs_lib.training.code_bundle import CodeBundle
from tests.constructs_lib.training.built import package

ROOT = Path(__file__).parents[3]
TOLD = """
import hashlib, sys
from pathlib import Path
from constructs_lib.training.archive import compressed, packed
print(hashlib.sha256(compressed(packed([Path(p) for p in sys.argv[1:]]))).hexdigest())
"""


def names(archive: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return opened.getnames()


def test_packages_lie_below_their_folder_in_order(tmp_path: Path) -> None:
    packages = [package(tmp_path, "digits", "b.py", "a/c.yaml"), package(tmp_path, "contract")]
    assert names(packed(packages)) == [
        "workloads/__init__.py",
        "workloads/contract/__init__.py",
        "workloads/digits/__init__.py",
        "workloads/digits/a/c.yaml",
        "workloads/digits/b.py",
    ]


def test_what_does_not_run_in_a_container_stays_out(tmp_path: Path) -> None:
    digits = package(
        tmp_path,
        "digits",
        "__pycache__/learn.cpython-311.pyc",
        "tests/test_learn.py",
        ".notes/todo",
        ".DS_Store",
        "old.pyc",
        "pipeline.py",
        "learn.py",
    )
    found = names(packed([digits], without={"pipeline.py"}))
    assert found[1:] == ["workloads/digits/__init__.py", "workloads/digits/learn.py"]


def test_the_files_are_nobodys_and_of_no_time(tmp_path: Path) -> None:
    digits = package(tmp_path, "digits", "learn.py")
    (digits / "learn.py").chmod(0o700)
    with tarfile.open(fileobj=io.BytesIO(packed([digits]))) as archive:
        for entry in archive:
            assert (entry.uid, entry.gid, entry.uname, entry.gname) == (0, 0, "", "")
            assert (entry.mtime, entry.mode) == (0, 0o644)


def test_what_is_packed_is_what_is_unpacked(tmp_path: Path) -> None:
    digits = package(tmp_path, "digits", "learn.py")
    (tmp_path / "code.tgz").write_bytes(compressed(packed([digits])))
    shutil.unpack_archive(tmp_path / "code.tgz", tmp_path / "there", "gztar")
    unpacked = tmp_path / "there" / "workloads" / "digits" / "learn.py"
    assert unpacked.read_bytes() == (digits / "learn.py").read_bytes()


def test_two_processes_pack_the_same_bytes(tmp_path: Path) -> None:
    digits = package(tmp_path, "digits", "learn.py", "a.py", "z.py")
    told = []
    for seed in ("1", "2"):
        for file in digits.iterdir():
            os.utime(file, (int(seed), int(seed)))
        done = subprocess.run(
            [sys.executable, "-c", TOLD, str(digits)],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
        )
        told.append(done.stdout)
    assert told[0] == told[1]


def uri_of(digits: Path) -> str:
    where = cdk.Environment(account="111122223333", region="us-east-1")
    stack = cdk.Stack(cdk.App(), "Stack", env=where)
    return CodeBundle(stack, "Code", packages=[digits]).uri


def test_its_uri_changes_with_its_content_and_with_nothing_else(tmp_path: Path) -> None:
    first = uri_of(package(tmp_path / "first", "digits", "learn.py"))
    again = uri_of(package(tmp_path / "again", "digits", "learn.py", "tests/test_learn.py"))
    other = uri_of(package(tmp_path / "other", "digits", "learn.py", "more.py"))
    assert first == again
    assert other != first
    assert first.startswith("s3://")
    assert first.endswith(".tgz")


def test_what_is_staged_is_the_bundle(tmp_path: Path) -> None:
    digits = package(tmp_path, "digits", "learn.py")
    app = cdk.App(outdir=str(tmp_path / "out"))
    CodeBundle(cdk.Stack(app, "Stack"), "Code", packages=[digits])
    app.synth()
    [staged] = (tmp_path / "out").glob("asset.*.tgz")
    assert staged.read_bytes() == compressed(packed([digits]))


def test_a_folder_that_is_no_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as refused:
        packed([tmp_path])
    assert str(refused.value) == f"{tmp_path} is no package: it has no __init__.py"


def test_packages_of_several_folders_are_refused(tmp_path: Path) -> None:
    one, other = package(tmp_path / "one", "digits"), package(tmp_path / "other", "digits")
    with pytest.raises(PackageError) as refused:
        packed([one, other])
    assert str(refused.value) == (
        f"packages of one bundle must lie in one folder, got {one.parent}, {other.parent}"
    )


def test_what_an_execution_began_with_stays_readable_when_its_code_is_deployed_anew(
    tmp_path: Path,
) -> None:
    app = cdk.App(outdir=str(tmp_path / "out"))
    stack = cdk.Stack(
        app, "Alone", synthesizer=cdk.DefaultStackSynthesizer(bucket_prefix="training/")
    )
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"))
    code = CodeBundle(stack, "Code", packages=[package(tmp_path, "digits", "learn.py")])
    code.grant_read(role)
    app.synth()
    template = json.loads((tmp_path / "out" / "Alone.template.json").read_text())
    [policy] = [r for r in template["Resources"].values() if r["Type"] == "AWS::IAM::Policy"]
    read, listed = policy["Properties"]["PolicyDocument"]["Statement"]
    assert "/training/*" in json.dumps(read["Resource"])
    assert listed["Condition"] == {"StringLike": {"s3:prefix": "training/*"}}
