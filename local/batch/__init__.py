"""AWS Batch in the local account: a real control plane, and a runner that runs real commands."""
