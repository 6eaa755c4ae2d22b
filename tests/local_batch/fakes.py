"""An account without an emulator: it remembers events, lends keys, and keeps log lines."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.api.context import AccountContext, RoleRefusedError
from local.batch.capacity import Capacity
from local.batch.logs import LogLine, LogRefusedError, LogStream, LogTarget
from local.batch.secret_values import SecretRefusedError

ACCOUNT_ID = "000000000000"
REGION = "us-east-1"
JOB_ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/job"
EXECUTION_ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/execution"
DISTRUSTFUL_ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/distrustful"
INSTANCE_ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/instance"
INSTANCE_PROFILE = f"arn:aws:iam::{ACCOUNT_ID}:instance-profile/instance"

INSTANCE_TYPES = {
    "g4dn.xlarge": Capacity(4, 14_700, 1),
    "g4dn.12xlarge": Capacity(48, 176_000, 4),
    "m6i.large": Capacity(2, 7_300),
}


@dataclass(frozen=True)
class SeenEvent:
    source: str
    detail_type: str
    detail: Mapping[str, Any]
    resources: Sequence[str]


@dataclass
class FakeAccount:
    scratch: Path
    endpoint: str = "http://127.0.0.1:1"
    events: list[SeenEvent] = field(default_factory=list)

    @property
    def context(self) -> AccountContext:
        return AccountContext(
            account_id=ACCOUNT_ID,
            region=REGION,
            endpoint=self.endpoint,
            scratch=self.scratch,
            python=Path(sys.executable),
            put_event=self._put_event,
            role_credentials=_credentials,
            role_exists={JOB_ROLE, EXECUTION_ROLE, DISTRUSTFUL_ROLE, INSTANCE_ROLE}.__contains__,
            role_of_instance_profile={INSTANCE_PROFILE: INSTANCE_ROLE}.get,
        )

    def statuses(self, job_id: str) -> list[str]:
        return [event.detail["status"] for event in self.state_changes(job_id)]

    def state_changes(self, job_id: str) -> list[SeenEvent]:
        return [
            event
            for event in self.events
            if event.detail_type == "Batch Job State Change" and event.detail["jobId"] == job_id
        ]

    def _put_event(
        self,
        source: str,
        detail_type: str,
        detail: Mapping[str, Any],
        resources: Sequence[str],
    ) -> None:
        self.events.append(SeenEvent(source, detail_type, detail, resources))


def _credentials(role: str, session: str) -> Mapping[str, str]:
    if role == DISTRUSTFUL_ROLE:
        raise RoleRefusedError("it trusts nobody")
    return {
        "AWS_ACCESS_KEY_ID": role.rpartition("/")[2],
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": session,
    }


@dataclass
class FakeLogs:
    """Has every group but `missing`, and notes as whom it was opened."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    targets: list[LogTarget] = field(default_factory=list)
    opened_by: list[str] = field(default_factory=list)

    def open(self, target: LogTarget, credentials: Mapping[str, str]) -> LogStream:
        if target.group == "missing":
            raise LogRefusedError("the specified log group does not exist")
        self.targets.append(target)
        self.opened_by.append(credentials["AWS_ACCESS_KEY_ID"])
        return _FakeStream(self.lines.setdefault(target.stream, []))


@dataclass
class FakeSecrets:
    """Lets the execution role read what is there."""

    values: dict[str, str] = field(default_factory=dict)
    read_by: list[str] = field(default_factory=list)

    def read(self, reference: str, credentials: Mapping[str, str]) -> str:
        self.read_by.append(credentials["AWS_ACCESS_KEY_ID"])
        if reference not in self.values:
            raise SecretRefusedError(f"{reference}: not authorized")
        return self.values[reference]


@dataclass
class _FakeStream:
    lines: list[str]

    def write(self, lines: Sequence[LogLine]) -> None:
        self.lines += [line.message for line in lines]
