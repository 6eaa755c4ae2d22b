# GPU use of the whole fleet, one metric: what each GPU does would be a metric to pay for each.
set -u
folder=${AGENT_FOLDER:-/opt/aws/amazon-cloudwatch-agent}
dnf install -y -q amazon-cloudwatch-agent || exit 0
mkdir -p "$folder/etc"
cat >"$folder/etc/fleet.json" <<CONFIG
{
  "agent": {"metrics_collection_interval": 60, "omit_hostname": true},
  "metrics": {
    "namespace": "$NAMESPACE",
    "aggregation_dimensions": [["Environment", "Fleet"]],
    "metrics_collected": {
      "nvidia_gpu": {
        "measurement": ["utilization_gpu", "memory_used"],
        "drop_original_metrics": ["utilization_gpu", "memory_used"],
        "append_dimensions": {"Environment": "$ENVIRONMENT", "Fleet": "$FLEET"}
      }
    }
  }
}
CONFIG
"$folder/bin/amazon-cloudwatch-agent-ctl" -a fetch-config -m ec2 -s -c "file:$folder/etc/fleet.json"
