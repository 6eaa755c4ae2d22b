"""How the properties of the job desk are tried: time limits per example only fail busy machines."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "job-desk", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200
)
settings.load_profile("job-desk")
