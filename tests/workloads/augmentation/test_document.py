"""docs/augmentation.md says what there is."""

import re
from pathlib import Path

from ruamel.yaml import YAML

from workloads.augmentation import read_augmentation
from workloads.augmentation.kinds import KINDS

TEXT = (Path(__file__).parents[3] / "docs" / "augmentation.md").read_text("utf-8")


def test_its_file_can_be_read() -> None:
    [example] = re.findall(r"```yaml\n(.+?)```", TEXT, re.DOTALL)
    read = read_augmentation(YAML(typ="safe").load(example)["augmentation"])
    assert [each.name for each in read.operations] == ["crop", "rotate", "noise"]
    assert read.mix_in == (("scanned", 0.2),)


def test_its_table_has_the_operations_in_their_order_and_how_strong_they_may_be() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:none|.*?to ([\d.]+))", TEXT, re.MULTILINE)
    assert rows == [
        (name, f"{kind.at_most:g}" if kind.has_strength else "") for name, kind in KINDS.items()
    ]
