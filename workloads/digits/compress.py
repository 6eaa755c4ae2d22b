"""Makes the network smaller, and says what that cost; the gate judges it."""

import json
import tempfile
from functools import partial
from pathlib import Path

import torch
from torch import nn

from workloads.compression import Report, assess, compress, plan_from, saved, section
from workloads.contract import say
from workloads.digits import serving
from workloads.digits.learning_on import learn_on
from workloads.digits.network import network
from workloads.digits.schema import scaled
from workloads.digits.training import deterministic
from workloads.stages import archives, places, tables
from workloads.stages.ending import in_one_sentence
from workloads.stages.scaling import Scaler
from workloads.stages.settings import Settings, read_settings

_MOST_EPOCHS = 1000


def shrunk(model: Path, settings: Settings) -> Report:
    """In the folder of the unpacked model, which is served as before."""
    scaler = Scaler.load(model)
    images, labels = scaled(tables.read(places.given("train")), scaler)
    held_out, truth = map(torch.from_numpy, scaled(tables.read(places.given("test")), scaler))
    plan = plan_from({"seed": settings.seed, **settings.section("compression")})
    epochs = settings.whole("tune_epochs", at_least=0, at_most=_MOST_EPOCHS, otherwise=5)
    network_before = serving.model_fn(str(model))
    tune = partial(learn_on, images, labels, epochs, settings.seed)
    compressed = compress(network_before, plan, seen=torch.from_numpy(images), tune=tune)
    content = saved(compressed, about={"width": _width(network_before)})
    (model / serving.PLAIN).unlink()
    (model / serving.COMPRESSED).write_bytes(content)
    return assess(
        content,
        build=lambda told: network(width=told["width"]),
        of=network_before,
        plan=plan,
        inputs=held_out,
        labels=truth,
    )


def _width(model: nn.Module) -> int:
    return next(each.out_channels for each in model.modules() if isinstance(each, nn.Conv2d))


def run() -> None:
    settings = read_settings("compression", "tune_epochs")
    deterministic(settings.seed)
    with tempfile.TemporaryDirectory() as name:
        model = archives.unpack_folder(places.given("model"), Path(name))
        report = shrunk(model, settings)
        archives.pack(model, places.made("model"))
    told = json.dumps(section(report), indent=1)
    (places.made("report") / "compression.json").write_text(told, "utf-8")
    smaller = report.before.disk_bytes / report.after.disk_bytes
    say(f"{smaller:.1f} times smaller; {'; '.join(report.verdict.reasons) or 'accepted'}")


def main() -> None:
    with in_one_sentence("compress"):
        run()


if __name__ == "__main__":
    main()
