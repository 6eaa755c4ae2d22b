"""On two nodes: the same model every time, whoever is told to go, and as one node would make it."""

import io
import signal
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
import torch
from torch import Tensor

from tests.workloads.digits.programs import Program, start
from tests.workloads.digits.rows import SEED, rows
from workloads.digits.training import Training

EPOCHS = 3
NODES = {
    "AWS_BATCH_JOB_NUM_NODES": "2",
    "AWS_BATCH_JOB_MAIN_NODE_INDEX": "0",
    "GLOO_SOCKET_IFNAME": "lo",
}
MAIN = {**NODES, "AWS_BATCH_JOB_ID": "job-2#0", "AWS_BATCH_JOB_NODE_INDEX": "0"}
CHILD = {
    **NODES,
    "AWS_BATCH_JOB_ID": "job-2#1",
    "AWS_BATCH_JOB_NODE_INDEX": "1",
    "AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS": "127.0.0.1",
}


def begin(
    folder: Path, also_of_child: Mapping[str, str] = MappingProxyType({})
) -> tuple[Program, Program]:
    flags = ("--epochs", str(EPOCHS), "--wait-seconds", "60")
    child = start("train_ddp", folder, *flags, env={**CHILD, **also_of_child})
    return start("train_ddp", folder, *flags, env=MAIN), child


def model_of(folder: Path) -> dict[str, Tensor]:
    content = io.BytesIO((folder / "models" / "job-2" / "model.pt").read_bytes())
    weights: dict[str, Tensor] = torch.load(content, weights_only=True)["weights"]
    return weights


@pytest.fixture(scope="module")
def left_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("left-alone")
    main, child = begin(folder)
    assert (main.end(), child.end()) == (0, 0), main.lines + child.lines
    return folder


def test_reclaimed_and_killed_on_either_node_it_ends_with_the_same_model(
    tmp_path: Path, left_alone: Path
) -> None:
    main, child = begin(tmp_path)
    main.read_until("epoch 1/3")
    child.send(signal.SIGTERM)
    assert (main.end(), child.end()) == (143, 143)
    assert main.lines[-1].startswith("reclaimed: checkpoint written in epoch ")
    where = main.lines[-1].removeprefix("reclaimed: checkpoint written in ")

    main, child = begin(tmp_path)
    main.read_until("epoch 2/3")
    child.send(signal.SIGKILL)
    assert (main.end(), child.end()) == (143, -signal.SIGKILL)
    assert main.lines[1].startswith(f"resuming at {where}")
    assert main.lines[-1].startswith("reclaimed: rank 0 of 2 has lost a peer: ")

    main, child = begin(tmp_path)
    assert (main.end(), child.end()) == (0, 0)
    assert main.lines[1].startswith("resuming at epoch ")
    ours, theirs = model_of(tmp_path), model_of(left_alone)
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_the_main_node_leaves_after_the_others_have_ended(tmp_path: Path) -> None:
    """Python runs a sitecustomize of its path at the start; this one makes the end take long."""
    slow = "import atexit, time\natexit.register(time.sleep, 3)\n"
    (tmp_path / "sitecustomize.py").write_text(slow)
    main, child = begin(tmp_path, {"PYTHONPATH": str(tmp_path)})
    codes = main.end(), child.process.poll()
    child.end()
    assert codes == (0, 0), main.lines + child.lines
    assert main.lines[-1].startswith("finished: ")


def test_it_agrees_with_one_node_but_for_the_order_of_sums(left_alone: Path) -> None:
    alone = Training(rows=rows(), epochs=EPOCHS, seed=SEED, tell=lambda _: None)
    while alone.done < alone.total:
        alone.step()
    for name, theirs in model_of(left_alone).items():
        ours = alone.model.state_dict()[name].cpu()
        torch.testing.assert_close(ours, theirs, atol=2e-3, rtol=0)
