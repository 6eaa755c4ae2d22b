"""Every string of a resource, with its place."""

from collections.abc import Iterator, Mapping

from rules.value import Text

_DEEPEST = 20


def strings(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """(path, string); what only the deployment knows of it is an ellipsis."""
    match value:
        case str() | Text():
            yield path, str(value)
        case Mapping() if depth < _DEEPEST:
            for name, item in value.items():
                yield from strings(item, f"{path}.{name}".lstrip("."), depth + 1)
        case list() if depth < _DEEPEST:
            for index, item in enumerate(value):
                yield from strings(item, f"{path}.{index}", depth + 1)
