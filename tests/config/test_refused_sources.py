"""A wrong environment file is refused: where its data comes from."""

from pathlib import Path

import pytest

from tests.config.files import FULL, GOOD, Case, but, said

AGENT = "arn:aws:datasync:us-east-1:111122223333:agent/agent-0123456789abcdef0"
SECRET = "arn:aws:secretsmanager:us-east-1:444455556666:secret:orders-AbCdEf"

CASES = {
    "a name is not made of words": Case(
        ("    clicks:", "    Clicks_1:"),
        "dev.yaml:41: sources.streams.Clicks_1: must be at most 20 lower-case letters and "
        "digits, in words that begin with a letter, joined by hyphens",
    ),
    "a stream has no columns": Case(
        ('{user_id: bigint, price: "decimal(10,2)"}', "{}"),
        "dev.yaml:42: sources.streams.clicks.columns: needs at least 1, given 0",
    ),
    "a column has no type of Glue": Case(
        ("user_id: bigint", "user_id: integer"),
        "dev.yaml:42: sources.streams.clicks.columns.user_id: unknown column type, given "
        "integer; allowed: boolean, tinyint, smallint, int, bigint, float, double, string, "
        "date, timestamp, binary, char(1 to 255), varchar(1 to 65535), "
        "decimal(digits,decimals) to 38 digits; did you mean 'int'?",
    ),
    "a number has too many digits": Case(
        ('"decimal(10,2)"', '"decimal(39,2)"'),
        "dev.yaml:42: sources.streams.clicks.columns.price: unknown column type, given "
        '"decimal(39,2)"; allowed: boolean, tinyint, smallint, int, bigint, float, double, '
        "string, date, timestamp, binary, char(1 to 255), varchar(1 to 65535), "
        "decimal(digits,decimals) to 38 digits",
    ),
    "a number has more decimals than digits": Case(
        ('"decimal(10,2)"', '"decimal(2,10)"'),
        "dev.yaml:42: sources.streams.clicks.columns.price: unknown column type, given "
        '"decimal(2,10)"; allowed: boolean, tinyint, smallint, int, bigint, float, double, '
        "string, date, timestamp, binary, char(1 to 255), varchar(1 to 65535), "
        "decimal(digits,decimals) to 38 digits",
    ),
    "a text is too long": Case(
        ('"decimal(10,2)"', '"varchar(99999)"'),
        "dev.yaml:42: sources.streams.clicks.columns.price: unknown column type, given "
        '"varchar(99999)"; allowed: boolean, tinyint, smallint, int, bigint, float, '
        "double, string, date, timestamp, binary, char(1 to 255), varchar(1 to 65535), "
        "decimal(digits,decimals) to 38 digits",
    ),
    "a column's name has capitals": Case(
        ("user_id: bigint", "UserId: bigint"),
        "dev.yaml:42: sources.streams.clicks.columns.UserId: must be a column that Glue "
        "knows: lower-case letters, digits and underscores, no digit first",
    ),
    "the engine has another name": Case(
        ("engine: postgresql", "engine: postgres"),
        "dev.yaml:45: sources.databases.orders.engine: is not one of the words for it, "
        "given postgres; allowed: postgresql, mysql, mariadb, sqlserver, oracle; did you "
        "mean 'postgresql'?",
    ),
    "the host is an address of JDBC": Case(
        ("host: orders.db", "host: jdbc:postgresql://orders.db"),
        "dev.yaml:46: sources.databases.orders.host: must be the DNS name or IPv4 address "
        "of a server, without protocol, port or path, given "
        "jdbc:postgresql://orders.db.example.com",
    ),
    "no port is as high": Case(
        ("port: 6432", "port: 70000"),
        "dev.yaml:47: sources.databases.orders.port: is too large, given 70000; allowed: "
        "at most 65535",
    ),
    "the secret is a name": Case(
        (SECRET, "orders"),
        "dev.yaml:49: sources.databases.orders.secret_arn: must be the whole ARN of a "
        "secret, such as "
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf, given orders",
    ),
    "the secret's ARN is cut short": Case(
        (SECRET, SECRET[:-7]),
        "dev.yaml:49: sources.databases.orders.secret_arn: must be the whole ARN of a "
        "secret, such as "
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf, given "
        "arn:aws:secretsmanager:us-east-1:444455556666:secret:orders",
    ),
    "the secret is in another region": Case(
        (SECRET, SECRET.replace("us-east-1", "eu-west-1")),
        "dev.yaml:49: sources.databases.orders.secret_arn: must be in us-east-1, where the "
        "environment is, given "
        "arn:aws:secretsmanager:eu-west-1:444455556666:secret:orders-AbCdEf",
    ),
    "the secret is in another partition": Case(
        (SECRET, SECRET.replace("arn:aws", "arn:aws-cn")),
        "dev.yaml:49: sources.databases.orders.secret_arn: must be in the partition aws, "
        "given arn:aws-cn:secretsmanager:us-east-1:444455556666:secret:orders-AbCdEf",
    ),
    "no table is copied": Case(
        ("[public.orders]", "[]"),
        "dev.yaml:50: sources.databases.orders.tables: needs at least 1, given 0",
    ),
    "a table is copied twice": Case(
        ("[public.orders]", "[public.orders, public.orders]"),
        "dev.yaml:50: sources.databases.orders.tables.1: is in the list already, given "
        "public.orders",
    ),
    "two sources fill one prefix": Case(
        ("    scans:", "    clicks:"),
        "dev.yaml:53: sources.files.clicks: streams.clicks fills that prefix of the raw "
        "zone; allowed: a name that no other source has",
    ),
    "a source fills the prefix of what is lost": Case(
        ("    scans:", "    errors:"),
        "dev.yaml:53: sources.files.errors: lies where the platform keeps data of its own "
        "in the raw zone; allowed: outside landing, quarantine, errors",
    ),
    "a table is no name": Case(
        ("[public.orders]", '["orders; drop"]'),
        "dev.yaml:50: sources.databases.orders.tables.0: must be a table, or schema.table: "
        'letters, digits, _ $ and -, given "orders; drop"',
    ),
    "the server has a port": Case(
        ("nfs_host: nas.example.com", "nfs_host: nas.example.com:2049"),
        "dev.yaml:54: sources.files.scans.nfs_host: must be the DNS name or IPv4 address "
        "of a server, without protocol, port or path, given nas.example.com:2049",
    ),
    "the folder is not from the root": Case(
        ("path: /exports/scans", "path: exports/scans"),
        "dev.yaml:55: sources.files.scans.path: must be a path from the root, such as "
        "/exports/scans, without a slash at its end, given exports/scans",
    ),
    "the folder goes back up": Case(
        ("path: /exports/scans", "path: /exports/../scans"),
        "dev.yaml:55: sources.files.scans.path: must be a path from the root, such as "
        "/exports/scans, without a slash at its end, given /exports/../scans",
    ),
    "the agent is no ARN": Case(
        (AGENT, "agent-0123456789abcdef0"),
        "dev.yaml:56: sources.files.scans.agent_arns.0: must be the ARN of a DataSync "
        "agent, such as "
        "arn:aws:datasync:us-east-1:111122223333:agent/agent-0123456789abcdef0, given "
        '"agent-0123456789abcdef0"',
    ),
    "the agent is in another account": Case(
        (AGENT, AGENT.replace("111122223333", "444455556666")),
        "dev.yaml:56: sources.files.scans.agent_arns.0: must be in the account "
        "111122223333, as DataSync is, given "
        '"arn:aws:datasync:us-east-1:444455556666:agent/agent-0123456789abcdef0"',
    ),
    "the agent is in another region": Case(
        (AGENT, AGENT.replace("us-east-1", "us-west-2")),
        "dev.yaml:56: sources.files.scans.agent_arns.0: must be in us-east-1, where the "
        "environment is, given "
        '"arn:aws:datasync:us-west-2:111122223333:agent/agent-0123456789abcdef0"',
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_no_source_at_all_is_refused(tmp_path: Path) -> None:
    [line] = said(f"{GOOD}sources: {{streams: {{}}}}\n", tmp_path)

    assert line == (
        "dev.yaml:32: sources: names no source: leave it out, or give streams, databases or files"
    )
