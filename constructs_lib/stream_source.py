"""Records that arrive one by one, gathered into Parquet in the raw zone."""

from collections.abc import Mapping

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_kinesisfirehose as firehose
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.catalog import Catalog
from constructs_lib.findings import accept
from constructs_lib.zone import Zone

_FIREHOSE = "firehose.amazonaws.com"
_BY_DAY = "!{timestamp:yyyy/MM/dd}"
_BUFFER_SECONDS, _BUFFER_MIB = 300, 128
"""Larger files are better to read; a format conversion wants at least 64 MiB."""
_LATE = Duration.minutes(15)
_Delivery = firehose.CfnDeliveryStream


class StreamSource(Construct):
    """Put JSON into ``stream``; what does not fit the columns goes to ``errors/<name>/``."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        columns: Mapping[str, str],
        zone: Zone,
        catalog: Catalog,
        log_group: logs.ILogGroup,
        tickets: AlertTopic,
        shards: int = 1,
    ) -> None:
        super().__init__(scope, id)
        self._name, self._zone = name, zone
        self._log_group = log_group
        self.stream = kinesis.Stream(
            self,
            "Stream",
            stream_mode=kinesis.StreamMode.PROVISIONED,
            shard_count=shards,
            retention_period=Duration.days(7),
            encryption=kinesis.StreamEncryption.KMS,
            encryption_key=zone.key,
            removal_policy=RemovalPolicy.DESTROY,
        )
        accept(
            self.stream,
            "AwsSolutions::AwsSolutions-KDS3",
            because="records lie under the key of the zone that they are on their way to: "
            "who may not read the one may not read the other",
        )
        self._catalog = catalog
        self.table = catalog.add_table(
            self, name, columns=columns, location=zone.s3_url_for_object(f"{name}/")
        )
        self._log_stream = logs.LogStream(
            self, "Log", log_group=log_group, removal_policy=RemovalPolicy.DESTROY
        )
        self._role = self._delivery_role()
        self.delivery = self._deliver()
        self._alarm(tickets)

    def grant_write(self, grantee: iam.IGrantable) -> None:
        """For producers."""
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["kinesis:PutRecord", "kinesis:PutRecords"],
            resource_arns=[self.stream.stream_arn],
        )
        self._zone.key.grant_use(grantee)

    def _delivery_role(self) -> iam.Role:
        account = {"StringEquals": {"aws:SourceAccount": Stack.of(self).account}}
        role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal(_FIREHOSE, conditions=account)
        )
        iam.Grant.add_to_principal(
            grantee=role,
            actions=[
                "kinesis:DescribeStream",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards",
            ],
            resource_arns=[self.stream.stream_arn],
        )
        for prefix in (self._name, f"errors/{self._name}"):
            self._zone.grant_deliver(role, prefix)
        self._catalog.grant_read_table(role, self.table)
        self._log_group.grant_write(role)
        return role

    def _deliver(self) -> firehose.CfnDeliveryStream:
        delivery = _Delivery(
            self,
            "Delivery",
            delivery_stream_type="KinesisStreamAsSource",
            kinesis_stream_source_configuration=_Delivery.KinesisStreamSourceConfigurationProperty(
                kinesis_stream_arn=self.stream.stream_arn, role_arn=self._role.role_arn
            ),
            extended_s3_destination_configuration=self._destination(),
        )
        delivery.node.add_dependency(self._role)
        accept(
            delivery,
            "AwsSolutions::AwsSolutions-KDF1",
            because="its source is a stream that is encrypted, for which Firehose refuses "
            "an encryption of its own",
        )
        return delivery

    def _destination(self) -> firehose.CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty:
        error = f"errors/{self._name}/!{{firehose:error-output-type}}/{_BY_DAY}/"
        return _Delivery.ExtendedS3DestinationConfigurationProperty(
            bucket_arn=self._zone.bucket_arn,
            role_arn=self._role.role_arn,
            prefix=f"{self._name}/{_BY_DAY}/",
            error_output_prefix=error,
            buffering_hints=_Delivery.BufferingHintsProperty(
                interval_in_seconds=_BUFFER_SECONDS, size_in_m_bs=_BUFFER_MIB
            ),
            compression_format="UNCOMPRESSED",
            encryption_configuration=_Delivery.EncryptionConfigurationProperty(
                kms_encryption_config=_Delivery.KMSEncryptionConfigProperty(
                    awskms_key_arn=self._zone.key.key_arn
                )
            ),
            cloud_watch_logging_options=_Delivery.CloudWatchLoggingOptionsProperty(
                enabled=True,
                log_group_name=self._log_group.log_group_name,
                log_stream_name=self._log_stream.log_stream_name,
            ),
            data_format_conversion_configuration=self._to_parquet(),
        )

    def _to_parquet(self) -> firehose.CfnDeliveryStream.DataFormatConversionConfigurationProperty:
        schema = _Delivery.SchemaConfigurationProperty(
            role_arn=self._role.role_arn,
            catalog_id=Stack.of(self).account,
            region=Stack.of(self).region,
            database_name=self._catalog.database_name,
            table_name=self.table.ref,
            version_id="LATEST",
        )
        return _Delivery.DataFormatConversionConfigurationProperty(
            enabled=True,
            schema_configuration=schema,
            input_format_configuration=_Delivery.InputFormatConfigurationProperty(
                deserializer=_Delivery.DeserializerProperty(
                    open_x_json_ser_de=_Delivery.OpenXJsonSerDeProperty()
                )
            ),
            output_format_configuration=_Delivery.OutputFormatConfigurationProperty(
                serializer=_Delivery.SerializerProperty(
                    parquet_ser_de=_Delivery.ParquetSerDeProperty(compression="SNAPPY")
                )
            ),
        )

    def _alarm(self, tickets: AlertTopic) -> None:
        cloudwatch.Metric(
            namespace="AWS/Firehose",
            metric_name="DeliveryToS3.DataFreshness",
            dimensions_map={"DeliveryStreamName": self.delivery.ref},
            statistic="Maximum",
            period=Duration.minutes(5),
        ).create_alarm(
            self,
            "Late",
            alarm_description=f"records of the stream {self._name} do not reach the raw zone",
            threshold=_LATE.to_seconds(),
            evaluation_periods=3,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        ).add_alarm_action(actions.SnsAction(tickets))
