"""How services are told to add and remove tags."""

from typing import Any

from local.cloudformation.rows import ById, Tagging


def by_arn(argument: str, keys: str = "TagKeys", *, tags: str = "Tags", told: str = "") -> Tagging:
    """TagResource and UntagResource, with a list of tags."""

    def removed(names: list[str]) -> dict[str, Any]:
        return {keys: names}

    return Tagging(
        add=ById(operation="TagResource", argument=argument, told=told),
        remove=ById(operation="UntagResource", argument=argument, told=told),
        tags=tags,
        tags_are_a_map=False,
        keys=removed,
    )


def of_ec2(told: str = "") -> Tagging:
    return Tagging(
        add=ById(operation="CreateTags", argument="Resources", many=True, told=told),
        remove=ById(operation="DeleteTags", argument="Resources", many=True, told=told),
        tags="Tags",
        tags_are_a_map=False,
        keys=lambda keys: {"Tags": [{"Key": key} for key in keys]},
    )
