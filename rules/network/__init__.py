"""Networks, endpoints, security groups."""
