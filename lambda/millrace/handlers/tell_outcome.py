"""A pipeline has registered a model: those who approve models are told."""

from functools import cache

from aws_lambda_powertools import Logger

from millrace.adapters.approvals import S3Reports, SnsApprovers
from millrace.adapters.clients import s3, sagemaker, sns
from millrace.adapters.model_registry import SageMakerRegistry
from millrace.approval_settings import ApprovalSettings
from millrace.domain.approval import ApprovalDesk, Told
from millrace.registry_events import registration_from

log = Logger(service="model-registry")


@cache
def desk() -> ApprovalDesk:
    to = ApprovalSettings.from_env()
    return ApprovalDesk(
        registry=SageMakerRegistry(sagemaker()),
        reports=S3Reports(s3()),
        approvers=SnsApprovers(sns(), topic=to.tickets_topic),
    )


def handler(event: object, _context: object) -> dict[str, str]:
    registration = registration_from(event)
    told = desk().settle(registration)
    log.info(
        "approvers told" if told is Told.TOLD else "model is decided on already",
        extra={"package": registration.package_arn, "execution": registration.execution_arn},
    )
    return {"outcome": str(told)}
