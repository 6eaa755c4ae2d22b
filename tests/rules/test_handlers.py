"""A handler is looked for in what will be uploaded: the function's code, and its layers."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rules import findings_in, read_assembly
from rules.functions.handler import check

ELSEWHERE = ["arn:aws:lambda:us-east-1:111122223333:layer:theirs:1"]
CODE = "def handler(event, context):\n    return 1\n"


@pytest.fixture(params=["folder", "zip"])
def kind(request: pytest.FixtureRequest) -> str:
    packed: str = request.param
    return packed


def pack(folder: Path, key: str, files: dict[str, str], kind: str) -> None:
    place = folder / f"asset.{key}"
    if kind == "zip":
        with zipfile.ZipFile(f"{place}.zip", "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    for name, content in files.items() if kind == "folder" else ():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content)


def found(folder: Path, kind: str, *, code: dict[str, str], **properties: Any) -> list[str]:
    """The handlers that are not there; ``Layers`` names the layer of the assembly, or another."""
    pack(folder, "code", code, kind)
    pack(folder, "layer", {"python/theirs/__init__.py": CODE}, kind)
    function = {"Runtime": "python3.14", "Code": {"S3Key": "code.zip"}, **properties}
    layer = {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Key": "layer.zip"}}}
    resources = {
        "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
        "Layer": layer,
    }
    suffix = ".zip" if kind == "zip" else ""
    files = {
        key: {
            "source": {"path": f"asset.{key}{suffix}"},
            "destinations": {"here": {"objectKey": f"{key}.zip"}},
        }
        for key in ("code", "layer")
    }
    (folder / "Stack.template.json").write_text(json.dumps({"Resources": resources}))
    (folder / "Stack.assets.json").write_text(json.dumps({"files": files}))
    return [finding.given for finding in findings_in(read_assembly(folder), [check])]


@pytest.mark.parametrize(
    ("handler", "files"),
    [
        ("main.handler", {"main.py": CODE}),
        ("ours.gate.handler", {"ours/gate.py": CODE}),
        ("ours/gate.handler", {"ours/gate.py": CODE}),
        ("ours.gate.handler", {"ours/gate/__init__.py": CODE}),
        ("main.handler", {"main.py": "from ours import run as handler"}),
        ("main.handler", {"main.py": "handler = print"}),
    ],
)
def test_what_is_there_is_no_finding(
    tmp_path: Path, kind: str, handler: str, files: dict[str, str]
) -> None:
    assert found(tmp_path, kind, code=files, Handler=handler) == []


@pytest.mark.parametrize(
    ("handler", "files"),
    [
        ("main.handle", {"main.py": CODE}),
        ("man.handler", {"main.py": CODE}),
        ("gate.handler", {"ours/gate.py": CODE}),
        ("main.handler", {"main.py": "def make():\n    def handler():\n        return 1\n"}),
    ],
)
def test_what_is_not_there_is_one(
    tmp_path: Path, kind: str, handler: str, files: dict[str, str]
) -> None:
    assert found(tmp_path, kind, code=files, Handler=handler) == [handler]


class TestLayers:
    def test_a_handler_may_be_in_a_layer(self, tmp_path: Path, kind: str) -> None:
        given = {"Handler": "theirs.handler", "Layers": [{"Ref": "Layer"}]}
        assert found(tmp_path, kind, code={"main.py": CODE}, **given) == []

    def test_a_layer_that_does_not_hold_it_is_no_excuse(self, tmp_path: Path, kind: str) -> None:
        given = {"Handler": "theirs.handle", "Layers": [{"Ref": "Layer"}]}
        assert found(tmp_path, kind, code={"main.py": CODE}, **given) == ["theirs.handle"]

    def test_a_layer_of_somebody_else_may_hold_any_module(self, tmp_path: Path, kind: str) -> None:
        given = {"Handler": "datadog.handler", "Layers": ELSEWHERE}
        assert found(tmp_path, kind, code={"main.py": CODE}, **given) == []


def test_an_asset_that_cannot_be_read_is_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, "none", code={}, Handler="main.handler") == []
    (tmp_path / "asset.code").write_bytes(b"no zip")
    assert findings_in(read_assembly(tmp_path), [check]) == []


def test_a_manifest_of_another_shape_is_no_finding(tmp_path: Path) -> None:
    found(tmp_path, "folder", code={"main.py": CODE}, Handler="man.handler")
    (tmp_path / "Stack.assets.json").write_text('{"files": [1]}')
    assert findings_in(read_assembly(tmp_path), [check]) == []
