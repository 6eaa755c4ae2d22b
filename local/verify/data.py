"""Readers of what moves and describes data: streams, catalogue, shared files, registries."""

from collections.abc import Mapping

from local.verify.readers import ID, Reader

DATA: Mapping[str, Reader] = {
    "AWS::ECR::Repository": Reader("ecr", "describe_repositories", {"repositoryNames": [ID]}),
    "AWS::EFS::AccessPoint": Reader(
        "efs", "describe_access_points", {"AccessPointId": ID}, "AccessPoints"
    ),
    "AWS::EFS::FileSystem": Reader(
        "efs", "describe_file_systems", {"FileSystemId": ID}, "FileSystems"
    ),
    "AWS::EFS::MountTarget": Reader(
        "efs", "describe_mount_targets", {"MountTargetId": ID}, "MountTargets"
    ),
    "AWS::Glue::Connection": Reader("glue", "get_connection", {"Name": ID}),
    "AWS::Glue::Crawler": Reader("glue", "get_crawler", {"Name": ID}),
    "AWS::Glue::Database": Reader("glue", "get_database", {"Name": ID}),
    "AWS::Glue::Job": Reader("glue", "get_job", {"JobName": ID}),
    "AWS::Glue::Table": Reader("glue", "get_table", {"DatabaseName": "DatabaseName", "Name": ID}),
    "AWS::Glue::Trigger": Reader("glue", "get_trigger", {"Name": ID}),
    "AWS::Kinesis::Stream": Reader("kinesis", "describe_stream_summary", {"StreamName": ID}),
    "AWS::KinesisFirehose::DeliveryStream": Reader(
        "firehose", "describe_delivery_stream", {"DeliveryStreamName": ID}
    ),
    "AWS::Logs::LogStream": Reader(
        "logs",
        "describe_log_streams",
        {"logGroupName": "LogGroupName", "logStreamNamePrefix": ID},
        "logStreams[?logStreamName=='{id}']",
    ),
    "AWS::Logs::ResourcePolicy": Reader(
        "logs", "describe_resource_policies", {}, "resourcePolicies[?policyName=='{id}']"
    ),
    "AWS::Scheduler::Schedule": Reader(
        "scheduler", "list_schedules", {"NamePrefix": ID}, "Schedules[?Name=='{id}']"
    ),
    "AWS::Scheduler::ScheduleGroup": Reader("scheduler", "get_schedule_group", {"Name": ID}),
    "AWS::SecretsManager::Secret": Reader("secretsmanager", "describe_secret", {"SecretId": ID}),
}
