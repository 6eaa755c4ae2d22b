"""Every private part of the emulator that we touch, checked before use: any release may move it."""

import importlib
import inspect
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

EMULATOR = "1.5.33"


class HookMissingError(RuntimeError):
    """The emulator is not the one that the local account was written for."""


@dataclass(frozen=True)
class Hook:
    """One name in the emulator; a function's parameters are part of what we rely on."""

    module: str
    name: str
    parameters: tuple[str, ...] | None = None

    def read(self) -> Any:
        return getattr(self.owner, self.name)

    def check(self) -> None:
        where = f"ministack {EMULATOR}: {self.module}.{self.name}"
        if not hasattr(self.owner, self.name):
            raise HookMissingError(f"{where} is gone, the local account relies on it")
        taken = tuple(inspect.signature(self.read()).parameters) if self.parameters else None
        if taken != self.parameters:
            raise HookMissingError(
                f"{where} takes {taken}, the local account relies on {self.parameters}"
            )

    def replace(self, value: object) -> None:
        setattr(self.owner, self.name, value)

    @property
    def owner(self) -> Any:
        return importlib.import_module(f"ministack.{self.module}")


APP = Hook("app", "app", ("scope", "receive", "send"))
LIFESPAN = Hook("app", "_handle_lifespan", ("scope", "receive", "send"))
MAIN_LOOP = Hook("app", "_MAIN_LOOP")
SERVICES = Hook("app", "SERVICE_HANDLERS")
ACCESS_DENIED = Hook("core.iam_actions", "access_denied_response")
IAM_ACTION = Hook(
    "core.iam_actions",
    "extract_iam_action",
    ("service", "method", "path", "headers", "body", "query_params"),
)
RESOURCE_ARN = Hook(
    "core.iam_actions",
    "extract_resource_arn",
    (
        *("service", "method", "path", "headers", "body"),
        *("query_params", "region", "account_id"),
    ),
)
REQUEST_TAGS = Hook(
    "core.iam_actions", "request_tag_context", ("service", "iam_action", "body", "params")
)
IAM_NAMESPACES = Hook("core.iam_actions", "SERVICE_TO_IAM_NAMESPACE")
CONDITION_KEY = Hook("core.iam_evaluator", "_resolve_condition_key", ("key", "ctx"))
ENFORCE = Hook(
    "core.iam_evaluator",
    "enforce",
    ("access_key_id", "iam_action", "service", "region", "resource_arn", "service_context"),
)
EVALUATION = Hook("core.iam_evaluator", "EvalContext")
EVALUATE_RESOURCE_POLICY = Hook(
    "core.iam_evaluator",
    "evaluate_resource_policy",
    ("doc", "ctx", "service", "named_only", "direct_only"),
)
ACCESS_KEY_ID = Hook("core.router", "extract_access_key_id", ("headers", "query_params"))
KNOWN_SERVICES = Hook("core.router", "_KNOWN_AWS_SERVICE_NAMES")
EXECUTION_CREDENTIALS = Hook("core.lambda_runtime", "execution_credentials", ("config",))
PYTHON_WORKER = Hook("core.lambda_runtime", "_PYTHON_WORKER_SCRIPT")
REQUEST_SCOPE = Hook("core.responses", "request_scope", ("account_id", "region"))
_PROVISION = ("resource_type", "logical_id", "props", "stack_name")
PROVISION = Hook("services.cloudformation.provisioners", "_provision_resource", _PROVISION)
PROVISION_IN_STACKS = Hook("services.cloudformation.stacks", "_provision_resource", _PROVISION)
ALARM_RECORD = Hook(
    "services.cloudformation.provisioners", "_cw_metric_alarm_record", ("name", "props")
)
RESOURCE_HANDLERS = Hook("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
ACTION_HANDLERS = Hook("services.cloudformation.handlers", "_ACTION_HANDLERS")
CHANGE_SETS = Hook("services.cloudformation", "_change_sets")
STACKS = Hook("services.cloudformation", "_stacks")
RUNS_ON_WORKER = Hook(
    "services.cloudformation.stacks", "_runs_on_worker_thread", ("resource_type",)
)
METRICS = Hook("services.cloudwatch", "_metrics")
DIMENSIONS_KEY = Hook("services.cloudwatch", "_dims_key", ("dims",))
STATISTICS = Hook("services.cloudwatch", "_calc_stats", ("points",))
STATISTIC = Hook("services.cloudwatch", "_stat_value", ("stats", "stat_name", "points"))
EVALUATE_ALARM = Hook("services.cloudwatch", "_evaluate_alarm", ("alarm",))
EVALUATE_ALL_ALARMS = Hook("services.cloudwatch", "_evaluate_all_alarms")
ALARM_HISTORY = Hook(
    "services.cloudwatch",
    "_record_history",
    ("alarm_name", "old_state", "new_state", "reason", "alarm_type", "reason_data"),
)
ALARM_ACTIONS = Hook(
    "services.cloudwatch",
    "_dispatch_alarm_actions",
    ("alarm", "old_state", "new_state", "reason"),
)
ALARM_PARENTS = Hook("services.cloudwatch", "_evaluate_parent_alarms", ("child", "seen"))
INVOKE_TARGET = Hook("services.eventbridge", "_invoke_target", ("target", "event", "rule", "view"))
PUT_EVENTS = Hook("services.eventbridge", "_put_events", ("data", "allow_aws_source"))
KEY = Hook("services.kms", "_resolve_key", ("key_id_or_arn",))
FUNCTIONS = Hook("services.lambda_svc", "_functions")
EMIT_LOGS = Hook(
    "services.lambda_svc",
    "_emit_lambda_logs",
    ("func", "request_id", "log_text", "error", "duration_ms", "log_source"),
)
LOG_GROUPS = Hook("services.cloudwatch_logs", "_log_groups")
QUEUE = Hook("services.sqs", "_queue_by_arn", ("arn",))
QUEUES = Hook("services.sqs", "_queues")
QUEUE_ALLOWS = Hook(
    "services.sqs",
    "queue_policy_allows",
    ("queue_arn", "service", "source_arn", "source_account"),
)
TAGGED = Hook("services.tagging", "_RESOURCE_TAG_COLLECTORS")
TOPIC = Hook("services.sns", "_topic_by_arn_any_scope", ("topic_arn",))
TOPIC_ALLOWS = Hook(
    "services.sns",
    "topic_policy_allows",
    ("topic_arn", "service", "source_arn", "source_account"),
)
ENCRYPTION_OF_WRITES = Hook("services.s3", "_resolve_sse_write_headers", ("headers", "bucket_name"))
BUCKET_DEFAULT_KEY = Hook("services.s3", "_bucket_default_sse_headers", ("bucket_name",))
REGISTER_SESSION = Hook("services.sts", "register_session", ("access_key", "session"))
ROLES = Hook("services.iam", "_roles")
INSTANCE_PROFILES = Hook("services.iam", "_instance_profiles")


def check() -> None:
    found = version("ministack")
    if found != EMULATOR:
        raise HookMissingError(
            f"the local account needs ministack {EMULATOR}, installed is {found}"
        )
    for hook in [value for value in globals().values() if isinstance(value, Hook)]:
        hook.check()
