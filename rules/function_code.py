"""The code of a function and its layers, as far as the assembly holds it."""

import ast
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from rules.assets import Asset, UnreadableAssetError
from rules.template import Resource

_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
_WHERE_LAYERS_KEEP_CODE = ("python/", "nodejs/node_modules/", "nodejs/")


@dataclass(frozen=True)
class Code:
    assets: tuple[tuple[Asset, str], ...]
    """Each with the folder in it that imports start from."""
    inline: tuple[str, str] | None = None
    """(name without its suffix, source)."""
    is_open: bool = False
    """A layer is not of the assembly, and anything may be in it."""

    def first(self, names: Iterable[str]) -> str | None:
        """The source of the first of these files that there is."""
        names = tuple(names)
        if self.inline:
            name, source = self.inline
            return source if any(given.partition(".")[0] == name for given in names) else None
        for asset, folder in self.assets:
            held = asset.names()
            for name in names:
                if f"{folder}{name}" in held:
                    return asset.read(f"{folder}{name}")
        return None


def code_of(function: Resource) -> Code | None:
    """None: nothing is known of it."""
    inline = function.get("Code.ZipFile")
    if isinstance(inline, str):
        return Code((), ("index", inline))
    own = _asset(function, "Code.S3Key")
    if own is None:
        return None
    layers = [
        function.template.find(layer, "AWS::Lambda::LayerVersion")
        for layer in function.items("Layers")
    ]
    packed = [_asset(layer, "Content.S3Key") if layer else None for layer in layers]
    roots = [(a, root) for a in packed if a is not None for root in _WHERE_LAYERS_KEEP_CODE]
    return Code(((own, ""), *roots), is_open=None in packed)


def defined_in(source: str) -> frozenset[str] | None:
    """The names of a Python module; None where running it would be the only way to know."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            todo: list[ast.AST] = list(ast.parse(source).body)
    except _UNREADABLE:
        return None
    names: set[str] = set()
    while todo:
        node = todo.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
                continue
            case ast.alias():
                names.add(node.asname or node.name.partition(".")[0])
            case ast.Name(ctx=ast.Store()):
                names.add(node.id)
        todo.extend(ast.iter_child_nodes(node))
    return None if names & {"*", "__getattr__"} else frozenset(names)


def _asset(resource: Resource, path: str) -> Asset | None:
    key = resource.get(path)
    found = resource.template.assembly.assets.get(key) if isinstance(key, str) else None
    try:
        return found if found is not None and found.names() else None
    except UnreadableAssetError:
        return None
