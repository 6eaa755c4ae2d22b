"""Puts the reconciler together: once for a container of the function."""

from collections.abc import Sequence

from millrace.adapters.batch_jobs import AwsBatchJobs
from millrace.adapters.clients import batch, dynamodb, sagemaker, sqs
from millrace.adapters.job_events import SqsJobEvents
from millrace.adapters.open_jobs import DynamoDbOpenJobs
from millrace.adapters.order_queue import OrderQueue
from millrace.adapters.pipeline_executions import PipelineExecutions
from millrace.adapters.sagemaker_jobs import SageMakerJobs
from millrace.domain.reconciling.batch_jobs import BatchComparison
from millrace.domain.reconciling.executions import ExecutionComparison
from millrace.domain.reconciling.overdue import OverdueOrders
from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.reconciler import Comparison, Reconciler
from millrace.domain.reconciling.sagemaker_jobs import SageMakerComparison
from millrace.hearing import heard
from millrace.reconciler_settings import ReconcilerSettings


def reconciler(to: ReconcilerSettings, place: Place) -> Reconciler:
    ledger = DynamoDbOpenJobs(dynamodb(), table=to.ledger_table)
    return Reconciler(
        comparisons=_comparisons(to, place, ledger),
        overdue=OverdueOrders(ledger=ledger, orders=OrderQueue(sqs(), url=to.orders_url)),
        job_events=SqsJobEvents(sqs(), url=to.job_events_url),
    )


def _comparisons(
    to: ReconcilerSettings, place: Place, ledger: DynamoDbOpenJobs
) -> Sequence[Comparison]:
    jobs = AwsBatchJobs(batch())
    executions = PipelineExecutions(sagemaker())
    return [
        BatchComparison(batch=jobs, ledger=ledger, queues=to.queues, place=place, read=heard),
        SageMakerComparison(
            sagemaker=SageMakerJobs(sagemaker()), ledger=ledger, place=place, read=heard
        ),
        ExecutionComparison(pipelines=executions, ledger=ledger, place=place, read=heard),
    ]
