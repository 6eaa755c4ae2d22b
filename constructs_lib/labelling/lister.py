"""The function that lists what is to be labelled, for every labelling job of a stack."""

from aws_cdk import Duration
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept
from constructs_lib.platform_function import PlatformFunction, PlatformLayer


class Lister(PlatformFunction):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
        key: DomainKey,
    ) -> None:
        super().__init__(
            scope,
            id,
            handler="list_unlabelled",
            description="lists what is to be labelled, as Ground Truth reads it",
            settings={},
            layer=layer,
            timeout=Duration.minutes(5),
            log_group=log_group,
            key=key,
        )
        waited_for = "a labelling job waits for its answer, and fails with what it says"
        for finding in ("NIST.800.53.R5::NIST.800.53.R5-LambdaDLQ", "checkov::CKV_AWS_116"):
            accept(self, finding, because=waited_for)
