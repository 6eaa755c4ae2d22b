"""Flow logs and the rules of security groups, which the emulator's CloudFormation lacks."""

from typing import Any

import pytest

from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import Resource, att, changed, network, ref, resource, role

pytestmark = pytest.mark.account


def _rules() -> dict[str, Resource]:
    return {
        **network(),
        "Other": resource("AWS::EC2::SecurityGroup", GroupDescription="o", VpcId=ref("Vpc")),
        "In": resource(
            "AWS::EC2::SecurityGroupIngress",
            GroupId=att("Group", "GroupId"),
            IpProtocol="tcp",
            FromPort="443",
            ToPort=443,
            Description="from the other",
            SourceSecurityGroupId=att("Other", "GroupId"),
        ),
        "Out": resource(
            "AWS::EC2::SecurityGroupEgress",
            GroupId=att("Group", "GroupId"),
            IpProtocol="tcp",
            FromPort=80,
            ToPort=80,
            CidrIp="10.20.0.0/16",
        ),
    }


def _rule(aws: Clients, rule_id: str) -> dict[str, Any]:
    [rule] = aws("ec2").describe_security_group_rules(SecurityGroupRuleIds=[rule_id])[
        "SecurityGroupRules"
    ]
    return dict(rule)


def test_a_rule_names_the_other_side(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(_rules())

    rule = _rule(aws, deployed.ids["In"])
    assert rule["ReferencedGroupInfo"]["GroupId"] == deployed.ids["Other"]
    assert (rule["FromPort"], rule["ToPort"], rule["IsEgress"]) == (443, 443, False)
    assert _rule(aws, deployed.ids["Out"])["CidrIpv4"] == "10.20.0.0/16"


def test_the_description_of_a_rule_changes_in_place(aws: Clients, stacks: Stacks) -> None:
    before = stacks.deploy(_rules())

    after = stacks.deploy(changed(_rules(), "In.Description", "changed"))

    assert after.ids["In"] == before.ids["In"]
    assert _rule(aws, after.ids["In"])["Description"] == "changed"


def test_another_port_is_another_rule(aws: Clients, stacks: Stacks) -> None:
    before = stacks.deploy(_rules())

    after = stacks.deploy(changed(_rules(), "Out.ToPort", 90))

    assert after.ids["Out"] != before.ids["Out"]
    found = aws("ec2").describe_security_group_rules()["SecurityGroupRules"]
    assert before.ids["Out"] not in {rule["SecurityGroupRuleId"] for rule in found}


def test_a_flow_log_watches_the_network(aws: Clients, stacks: Stacks) -> None:
    flow_log = resource(
        "AWS::EC2::FlowLog",
        ResourceId=ref("Vpc"),
        ResourceType="VPC",
        TrafficType="REJECT",
        LogGroupName=ref("Records"),
        DeliverLogsPermissionArn=att("Role"),
        Tags=[{"Key": "team", "Value": "trial"}],
    )
    deployed = stacks.deploy(
        {
            **network(),
            "Records": resource("AWS::Logs::LogGroup"),
            "Role": role("vpc-flow-logs.amazonaws.com"),
            "Flow": flow_log,
        }
    )

    [found] = aws("ec2").describe_flow_logs(FlowLogIds=[deployed.ids["Flow"]])["FlowLogs"]
    assert found["ResourceId"] == deployed.ids["Vpc"]
    assert found["TrafficType"] == "REJECT"
    assert found["Tags"] == [{"Key": "team", "Value": "trial"}]


def test_an_instance_profile_is_referred_to_by_its_name(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(
        {
            "Role": role("ec2.amazonaws.com"),
            "Profile": resource("AWS::IAM::InstanceProfile", Roles=[ref("Role")]),
        }
    )

    found = aws("iam").get_instance_profile(InstanceProfileName=deployed.ids["Profile"])
    [held] = found["InstanceProfile"]["Roles"]
    assert held["RoleName"] == deployed.ids["Role"]
