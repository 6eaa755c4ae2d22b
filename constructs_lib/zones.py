"""Availability zones in a template: a name of one is a literal that fits one region only."""

from aws_cdk import Aws, Stack, Token
from constructs import Construct


def of_the_region(zone: str, scope: Construct) -> str:
    """As the template's own region and the rest; what is a token already stays as it is."""
    if Token.is_unresolved(zone):
        return zone
    return Aws.REGION + zone.removeprefix(Stack.of(scope).region)
