"""Templates: the same commit gives the same bytes, anywhere, and asks no account for anything."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unpacked import UNPACKED

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CDK = ROOT / "node_modules" / ".bin" / "cdk"


def synthesise(out: Path, *, seed: str, prefix: tuple[str, ...] = ()) -> None:
    """As a fresh machine does it: no credentials, no settings, nothing but the tools' own path."""
    subprocess.run(
        [*prefix, CDK, "synth", "--quiet", "-c", "environment=dev", "--output", out],
        cwd=ROOT,
        env={
            "PATH": f"{BIN}:/usr/bin:/bin",
            "HOME": str(out.parent),
            "PYTHONHASHSEED": seed,
            "JSII_NODE": str(BIN / "node"),
            "CDK_VALIDATION": "false",
            **UNPACKED,
        },
        check=True,
        timeout=240,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def without_network() -> tuple[str, ...]:
    """A name space of its own with no interface in it, where the system has such a thing."""
    command = ("unshare", "--map-root-user", "--net")
    if not shutil.which("unshare"):
        return ()
    tried = subprocess.run([*command, "true"], check=False, capture_output=True)
    return command if tried.returncode == 0 else ()


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    first, second = (tmp_path_factory.mktemp(name) / "cdk.out" for name in ("first", "second"))
    synthesise(first, seed="1")
    synthesise(second, seed="2", prefix=without_network())
    return first, second


def test_two_syntheses_give_the_same_bytes_one_of_them_without_a_network(
    twice: tuple[Path, Path],
) -> None:
    first, second = map(contents, twice)

    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_assembly_holds_no_path_of_the_machine_that_made_it(twice: tuple[Path, Path]) -> None:
    places = re.compile(rb"|".join(re.escape(str(p).encode()) for p in (ROOT, Path.home())))
    leaks = [name for name, content in contents(twice[0]).items() if places.search(content)]
    assert [name for name in leaks if not name.startswith("asset.")] == []


def test_nothing_has_to_be_looked_up_in_an_account(twice: tuple[Path, Path]) -> None:
    manifests = list(twice[0].rglob("manifest.json"))
    assert len(manifests) == 1
    assert [m for m in manifests if "missing" in json.loads(m.read_text())] == []
