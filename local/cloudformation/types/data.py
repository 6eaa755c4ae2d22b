"""What the catalogue of data has and the emulator's CloudFormation has not."""

from local.cloudformation.rows import ById, Lookup, Properties, Row

_API_NAMES = {"S3Encryptions": "S3Encryption"}


def _in_words_of_the_api(given: Properties) -> Properties:
    encryption = {
        _API_NAMES.get(name, name): value
        for name, value in given["EncryptionConfiguration"].items()
    }
    return {**given, "EncryptionConfiguration": encryption}


SECURITY_CONFIGURATION = Row(
    type="AWS::Glue::SecurityConfiguration",
    service="glue",
    create="CreateSecurityConfiguration",
    identifier="Name",
    name="Name",
    arrange=_in_words_of_the_api,
    lookup=Lookup(
        by_id=ById(operation="GetSecurityConfiguration", argument="Name"),
        found="SecurityConfiguration",
    ),
    delete=ById(operation="DeleteSecurityConfiguration", argument="Name"),
)

DATA = (SECURITY_CONFIGURATION,)
