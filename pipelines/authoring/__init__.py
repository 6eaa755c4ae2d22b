"""The steps of a pipeline, one module for each kind: requests in the service's own words."""
