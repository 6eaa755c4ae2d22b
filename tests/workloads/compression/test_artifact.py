"""The file: the same outputs in another process, small, and whole or refused."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.workloads.compression.models import ABOUT, build, network, rows
from workloads.compression import ArtifactError, compress, loaded, plan_from, saved, saved_as_it_is

ROOT = Path(__file__).parents[3]
PLANS: list[dict[str, Any]] = [
    {"prune": {"fraction": 0.8}},
    {"prune": {"fraction": 0.5, "of": "channels"}},
    {"share": {"values": 8}},
    {"share": {"values": 8, "by": "hash"}},
    {"quantise": {"activations": "dynamic"}},
    {"quantise": {"activations": "static"}},
    {"prune": {"fraction": 0.8}, "share": {"values": 8}},
    {"prune": {"fraction": 0.8}, "quantise": {"activations": "static"}},
    {"prune": {"fraction": 0.5, "of": "channels"}, "quantise": {"activations": "dynamic"}},
]
ELSEWHERE = """
import sys
from pathlib import Path
import torch
from tests.workloads.compression.models import build, rows
from workloads.compression import loaded

torch.set_num_threads(int(sys.argv[1]))
for file in map(Path, sys.argv[2:]):
    with torch.no_grad():
        made = loaded(file.read_bytes(), build)(rows())
    file.with_suffix(".out").write_bytes(made.numpy().tobytes())
"""


def made(told: dict[str, Any]) -> tuple[nn.Module, bytes]:
    compressed = compress(network(), plan_from(told), seen=rows())
    return compressed.model, saved(compressed, about=ABOUT)


@pytest.mark.parametrize("told", PLANS, ids=str)
def test_what_is_saved_is_loaded_bit_for_bit(told: dict[str, Any]) -> None:
    model, content = made(told)
    kept, found = model.state_dict(), loaded(content, build).state_dict()
    assert set(kept) == set(found)
    for name, tensor in kept.items():
        assert tensor.dtype == found[name].dtype
        assert torch.equal(tensor, found[name])


def test_another_process_computes_the_same_outputs(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.model" for number in range(len(PLANS))]
    outputs = []
    for file, told in zip(files, PLANS, strict=True):
        model, content = made(told)
        file.write_bytes(content)
        with torch.no_grad():
            outputs.append(model(rows()).numpy().tobytes())

    threads = str(torch.get_num_threads())
    subprocess.run(
        [sys.executable, "-c", ELSEWHERE, threads, *map(str, files)], cwd=ROOT, check=True
    )

    assert [file.with_suffix(".out").read_bytes() for file in files] == outputs


@pytest.mark.parametrize("told", PLANS, ids=str)
def test_it_is_smaller_than_the_same_file_of_the_model_before(told: dict[str, Any]) -> None:
    before = saved_as_it_is(network(), about=ABOUT)
    assert len(made(told)[1]) < len(before) / 2


def test_the_same_model_makes_the_same_file() -> None:
    assert made(PLANS[6])[1] == made(PLANS[6])[1]


def test_other_layers_and_types_come_along() -> None:
    def mixed(_about: object) -> nn.Module:
        return nn.Sequential(
            nn.Linear(6, 6), nn.BatchNorm1d(6), nn.Linear(6, 2, bias=False), nn.Embedding(3, 2)
        ).eval()

    model = mixed(None)
    model[3].bfloat16()  # type: ignore[index]
    content = saved(compress(model, plan_from({"quantise": {}})), about={})
    found = loaded(content, lambda about: mixed(about).bfloat16()).state_dict()
    assert found["3.weight"].dtype == torch.bfloat16
    assert torch.equal(found["3.weight"], model.state_dict()["3.weight"])
    assert found["2.weight"].dtype == torch.int8


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole + b"\0",
        lambda whole: whole[:200] + bytes([whole[200] ^ 1]) + whole[201:],
        lambda whole: whole.replace(b"model 1", b"model 2"),
    ],
    ids=["empty", "cut short", "too long", "a bit flipped", "another version"],
)
def test_a_file_that_is_not_whole_is_refused(spoilt: Any) -> None:
    with pytest.raises(ArtifactError, match="are no whole compressed model of version 1"):
        loaded(spoilt(made(PLANS[0])[1]), build)


@pytest.mark.parametrize(
    ("network", "sentence"),
    [
        (
            nn.Sequential(nn.Linear(3, 3)),
            "the file is of another network: it has no layer 0",
        ),
        (nn.Sequential(), "the file is of another network: Error.* in loading state_dict"),
    ],
)
def test_a_file_of_another_network_is_refused(network: nn.Module, sentence: str) -> None:
    with pytest.raises(ArtifactError, match=sentence):
        loaded(made(PLANS[0])[1], lambda _about: network)
