"""Where the emulator errs, one file per error: each says what is wrong and how it showed."""

from local.patches import (
    batch_permissions,
    batched_messages,
    bucket_configurations,
    bucket_not_empty,
    changed_outputs,
    customer_keys,
    default_s3_key,
    event_delivery,
    event_sources,
    finished_stacks,
    function_logs,
    instance_profile_name,
    known_services,
    lambda_packages,
    log_streams,
    metric_alarms,
    metric_math,
    metric_namespace,
    sagemaker_permissions,
    sagemaker_records,
    secure_loopback,
    table_exports,
    unserved_types,
    worker_threads,
)

_PATCHES = (
    batch_permissions,
    batched_messages,
    bucket_configurations,
    bucket_not_empty,
    changed_outputs,
    customer_keys,
    default_s3_key,
    event_delivery,
    event_sources,
    finished_stacks,
    function_logs,
    instance_profile_name,
    known_services,
    lambda_packages,
    log_streams,
    metric_alarms,
    metric_math,
    metric_namespace,
    sagemaker_permissions,
    sagemaker_records,
    secure_loopback,
    table_exports,
    unserved_types,
    worker_threads,
)


def apply_all() -> None:
    for patch in _PATCHES:
        patch.apply()
