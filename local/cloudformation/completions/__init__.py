"""Properties that the emulator's provisioners forget and its services keep: told to the service."""

from collections.abc import Mapping

from local.cloudformation.completions.bucket_reports import BUCKET_REPORTS
from local.cloudformation.completions.buckets import BUCKETS
from local.cloudformation.completions.completion import Completion
from local.cloudformation.completions.functions import EVENT_SOURCES, FUNCTIONS
from local.cloudformation.completions.streams import STREAMS
from local.cloudformation.completions.tables import TABLES
from local.cloudformation.completions.topics import TOPICS

COMPLETIONS: Mapping[str, Mapping[str, Completion]] = {
    "AWS::DynamoDB::Table": TABLES,
    "AWS::Kinesis::Stream": STREAMS,
    "AWS::Lambda::EventSourceMapping": EVENT_SOURCES,
    "AWS::Lambda::Function": FUNCTIONS,
    "AWS::S3::Bucket": {**BUCKETS, **BUCKET_REPORTS},
    "AWS::SNS::Topic": TOPICS,
}
