"""The operations on what is kept."""

from collections.abc import Mapping
from typing import Any

from local.api.errors import ApiError
from local.api.message import Operation
from local.api.model import service_model
from local.kept.fitting import fitted
from local.kept.kind import Kind
from local.kept.shelf import Shelf
from local.sagemaker.kept.kinds import DOMAIN, KINDS, PROFILE
from local.sagemaker.paging import page
from local.sagemaker.tags import Tags


class Shelves:
    def __init__(self, tags: Tags) -> None:
        self._tags = tags
        self._model = service_model("sagemaker")
        self._shelves: dict[int, Shelf] = {}
        for kind in KINDS:
            shelf = Shelf(kind, model=self._model, shelves=self._shelves, labels=None)
            self._shelves[id(kind)] = shelf

    @property
    def operations(self) -> dict[str, Operation]:
        found: dict[str, Operation] = {}
        for kind in KINDS:
            found |= self._shelves[id(kind)].operations
            found[kind.create] = self._tagged(kind, found[kind.create])
        return {
            **found,
            DOMAIN.delete: self._delete_domain,
            "ListDomains": self._listing(DOMAIN, "Domains"),
            "ListUserProfiles": self._listing(PROFILE, "UserProfiles"),
        }

    def _tagged(self, kind: Kind, create: Operation) -> Operation:
        def perform(request: Mapping[str, Any]) -> Mapping[str, Any]:
            answer = create({name: value for name, value in request.items() if name != "Tags"})
            self._tags.start(answer[kind.arn], request.get("Tags", []))
            return answer

        return perform

    def _listing(self, kind: Kind, member: str) -> Operation:
        def perform(request: Mapping[str, Any]) -> Mapping[str, Any]:
            shape = self._model.operation_model(f"List{member}").output_shape
            wanted = {"DomainId": request.get("DomainIdEquals")}
            things = [
                thing
                for thing in self._shelves[id(kind)].things.values()
                if wanted["DomainId"] in (None, thing["DomainId"])
                and request.get("UserProfileNameContains", "") in thing.get(kind.key, "")
            ]
            told: list[Any] = fitted(shape.members[member], things) if shape else []
            return page(member, told, request)

        return perform

    def _delete_domain(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """AWS keeps a domain for as long as somebody has a profile in it."""
        domain = request["DomainId"]
        profiles = self._shelves[id(PROFILE)].things
        held = [name for name, one in profiles.items() if one["DomainId"] == domain]
        if held:
            raise ApiError(
                "ResourceInUse",
                f"domain {domain} cannot be deleted: it has the user profiles {', '.join(held)}",
            )
        return self._shelves[id(DOMAIN)].delete(request)
