"""SageMaker: pipelines, and the groups that their models are registered in."""

from typing import Any

from local.cloudformation.rows import ById, Lookup, Properties, Row, Tagging

_BODY, _LOCATION = "PipelineDefinitionBody", "PipelineDefinitionS3Location"


def tags_by(told: str = "") -> Tagging:
    def removed(names: list[str]) -> dict[str, Any]:
        return {"TagKeys": names}

    return Tagging(
        add=ById(operation="AddTags", argument="ResourceArn", told=told),
        remove=ById(operation="DeleteTags", argument="ResourceArn", told=told),
        tags="Tags",
        tags_are_a_map=False,
        keys=removed,
    )


def _in_words_of_the_api(given: Properties) -> Properties:
    """CloudFormation has one property for the two ways in which the API takes a definition."""
    definition = given.get("PipelineDefinition", {})
    others = {name: value for name, value in given.items() if name != "PipelineDefinition"}
    if _BODY in definition:
        return {**others, "PipelineDefinition": definition[_BODY]}
    if _LOCATION not in definition:
        return others
    location = {**definition[_LOCATION]}
    where = {"ObjectKey" if name == "Key" else name: value for name, value in location.items()}
    return {**others, _LOCATION: where}


def _update_in_words_of_the_api(_id: str, _new: Properties, news: Properties) -> Properties:
    return _in_words_of_the_api(news)


PIPELINE = Row(
    type="AWS::SageMaker::Pipeline",
    service="sagemaker",
    create="CreatePipeline",
    identifier="PipelineName",
    lookup=Lookup(
        by_id=ById(operation="DescribePipeline", argument="PipelineName"),
        found="",
        status="PipelineStatus",
        good=("Active",),
        gone=("Deleting",),
    ),
    update=ById(operation="UpdatePipeline", argument="PipelineName"),
    delete=ById(operation="DeletePipeline", argument="PipelineName"),
    name="PipelineName",
    arrange=_in_words_of_the_api,
    arrange_update=_update_in_words_of_the_api,
    tagging=tags_by("PipelineArn"),
)

MODEL_PACKAGE_GROUP = Row(
    type="AWS::SageMaker::ModelPackageGroup",
    service="sagemaker",
    create="CreateModelPackageGroup",
    identifier="ModelPackageGroupArn",
    lookup=Lookup(
        by_id=ById(operation="DescribeModelPackageGroup", argument="ModelPackageGroupName"),
        found="",
        status="ModelPackageGroupStatus",
        good=("Completed",),
        bad=("Failed", "DeleteFailed"),
    ),
    delete=ById(operation="DeleteModelPackageGroup", argument="ModelPackageGroupName"),
    name="ModelPackageGroupName",
    tagging=tags_by(),
)

SAGEMAKER = (PIPELINE, MODEL_PACKAGE_GROUP)
