"""A container as a submission changes it."""

from collections.abc import Mapping, Sequence
from typing import Any


def laid_over(base: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **overrides,
        "environment": _merged("name", base, overrides, "environment"),
        "resourceRequirements": _merged("type", base, overrides, "resourceRequirements"),
    }


def substituted(container: Mapping[str, Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    """Parameters that the command does not name are taken and change nothing, as in AWS."""
    return {**container, "command": _words(container.get("command", []), parameters)}


def _merged(
    key: str, base: Mapping[str, Any], overrides: Mapping[str, Any], member: str
) -> list[dict[str, str]]:
    """An override replaces the entry of its name or type, and leaves the others."""
    entries = {item[key]: item for item in base.get(member, [])}
    return list((entries | {item[key]: item for item in overrides.get(member, [])}).values())


def _words(command: Sequence[str], parameters: Mapping[str, str]) -> list[str]:
    # Longest names first, so that Ref::data does not eat the head of Ref::data_uri.
    names = sorted(parameters, key=len, reverse=True)
    words = list(command)
    for name in names:
        words = [word.replace(f"Ref::{name}", parameters[name]) for word in words]
    return words
