"""Every wildcard that a policy of ours allows, with the reason it was accepted for."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.assembly import read_assembly
from rules.documents import Policy, policies
from rules.ledger import ENVIRONMENTS, synthesised
from rules.policy import Statement
from rules.value import Text, listed, mapping, text

PAGE = Path(__file__).parents[1] / "docs" / "wildcards.md"
_BELOW_A_PREFIX = re.compile(r"[^*]+(/[^*/]+)+/\*")
_ACCEPTED = re.compile(r"AwsSolutions::AwsSolutions-IAM5\[(Action|Resource)::(.*)\]")
_OF_AN_ACTION = {
    "kms:GenerateDataKey*": "a data key, with or without its plain text: both are one right",
    "kms:ReEncrypt*": "from this key and to it: both are one right",
    "kms:*": "the account's administrators: without them nobody could ever change the key",
}
_OF_A_POLICY = {
    "KeyPolicy": "in a key's own policy this is the key itself",
    "FileSystemPolicy": "in a file system's own policy this is the file system itself",
}

_OF_A_TYPE = {
    "AWS::EC2::VPCEndpoint": "a ceiling over what its callers are granted, and no grant: nobody "
    "gets a right by it",
}
_BY_S3 = "S3 itself writes there, under names of its own making"
_EMPTIED = "the CDK's function that empties the bucket before it goes with its stack"
_EMPTIES = "CustomS3AutoDeleteObjects"


@dataclass(frozen=True)
class Accepted:
    """What the metadata of an assembly says beside its templates."""

    paths: Mapping[tuple[str, str], str]
    """(stack, logical id) -> construct."""
    reasons: Mapping[tuple[str, str], str]
    """(construct, finding) -> the reason that was given to accept()."""

    def path(self, policy: Policy) -> str:
        resource = policy.resource
        asked = (resource.template.stack, resource.logical_id)
        return self.paths.get(asked, resource.logical_id)

    def below(self, where: str, kind: str) -> list[tuple[str, str]]:
        """(value, reason) of what was accepted for the construct or one that it is part of."""
        return [
            (found[2], reason)
            for (construct, finding), reason in self.reasons.items()
            if (found := _ACCEPTED.fullmatch(finding))
            and found[1] == kind
            and f"{where}/".startswith(f"{construct}/")
        ]


@dataclass(frozen=True, order=True)
class Wildcard:
    stack: str
    where: str
    kind: str
    """Action or Resource."""
    value: str
    beside: str
    """What it is combined with: the resources of an action, the actions of a resource."""
    reason: str


def wildcards(folder: Path) -> list[Wildcard]:
    accepted = _accepted(folder)
    return sorted(
        {
            found
            for template in read_assembly(folder).templates
            for policy in policies(template)
            for found in _in_policy(policy, accepted)
        }
    )


def page(found: Mapping[str, list[Wildcard]]) -> str:
    """Of every environment: a line for each wildcard, with the environments that have it."""
    having: dict[tuple[str, ...], list[str]] = {}
    for environment, wildcards_ in found.items():
        for w in wildcards_:
            where = w.where.removeprefix(f"Millrace-{environment}-")
            line = (where, f"{w.kind} `{w.value}`", w.beside, w.reason or "**none**")
            having.setdefault(line, []).append(environment)
    rows = [
        f"| {where} | {value} | {beside} | {_in(environments, found)} | {reason} |"
        for (where, value, beside, reason), environments in sorted(having.items())
    ]
    return "\n".join([_HEAD, *rows, ""])


def _in(environments: list[str], all_: Mapping[str, object]) -> str:
    return "all" if len(environments) == len(all_) else ", ".join(environments)


def _in_policy(policy: Policy, accepted: Accepted) -> Iterator[Wildcard]:
    if policy.path == "AssumeRolePolicyDocument":
        return
    for body in policy.statements():
        if not Statement(body).allows_anything:
            continue
        for kind, other in (("Action", "Resource"), ("Resource", "Action")):
            account = policy.resource.template.account
            beside = ", ".join(_shown(item, account) for item in listed(body.get(other)))
            for value in listed(body.get(kind)):
                if "*" in _shown(value):
                    yield Wildcard(
                        stack=policy.resource.template.stack,
                        where=accepted.path(policy),
                        kind=kind,
                        value=_shown(value, account),
                        beside=beside,
                        reason=_by_nature(policy, body, kind, value)
                        or _by_acceptance(accepted.below(accepted.path(policy), kind), value),
                    )


def _by_nature(policy: Policy, body: Mapping[str, object], kind: str, value: object) -> str:
    """Of wildcards that are the only way to write what is meant."""
    if kind == "Action" and text(value) in _OF_AN_ACTION:
        return _OF_AN_ACTION[text(value)]
    if policy.resource.type in _OF_A_TYPE:
        return _OF_A_TYPE[policy.resource.type]
    if kind == "Resource" and policy.path in _OF_A_POLICY:
        return _OF_A_POLICY[policy.path]
    below = kind == "Resource" and _BELOW_A_PREFIX.fullmatch(text(value))
    named = _by_whom(mapping(body.get("Principal")))
    return named or ("below a prefix: the narrowest grant on a part of it" if below else "")


def _by_whom(principal: Mapping[str, object]) -> str:
    """Statements on buckets that AWS or the CDK write so."""
    if getattr(principal.get("AWS"), "logical_id", "").startswith(_EMPTIES):
        return _EMPTIED
    return _BY_S3 if principal.get("Service") == "s3.amazonaws.com" else ""


def _by_acceptance(accepted: list[tuple[str, str]], value: object) -> str:
    exact = [reason for pattern, reason in accepted if pattern == text(value)]
    if exact or (accepted and not isinstance(value, str)):
        return (exact or [accepted[0][1]])[0]
    return ""


def _shown(value: object, account: str | None = None) -> str:
    """The same for every environment: an account by this word."""
    parts = value.parts if isinstance(value, Text) else (value,)
    shown = "".join(
        part if isinstance(part, str) else f"<{getattr(part, 'logical_id', '')}>" for part in parts
    )
    return shown.replace(account, "<account>") if account else shown


def _accepted(folder: Path) -> Accepted:
    paths: dict[tuple[str, str], str] = {}
    reasons: dict[tuple[str, str], str] = {}
    for path in folder.glob("*.metadata.json"):
        stack = path.name.removesuffix(".metadata.json")
        for construct, entries in json.loads(path.read_text("utf-8")).items():
            where = construct.lstrip("/")
            for entry in entries:
                if entry["type"] == "aws:cdk:logicalId":
                    paths[stack, entry["data"]] = where
                if entry["type"] == "aws:cdk:acknowledged-rules":
                    reasons |= {(where, finding): why for finding, why in entry["data"].items()}
    return Accepted(paths, reasons)


_HEAD = """# Wildcards

Every wildcard that a policy allows, in every environment of the folder: who, what, in which of
them, and the reason it was accepted for, beside its resource. What a policy denies, and whom a role
trusts, is not in the list.
Written by `python -m rules.wildcards`, and kept current by a test.

| policy | wildcard | with | in | because |
|---|---|---|---|---|"""


def main() -> None:
    found: dict[str, list[Wildcard]] = {}
    for name in ENVIRONMENTS:
        with tempfile.TemporaryDirectory() as folder:
            synthesised(name, Path(folder))
            found[name] = wildcards(Path(folder))
    PAGE.write_text(page(found), "utf-8")


if __name__ == "__main__":
    main()
