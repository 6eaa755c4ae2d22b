"""What Millrace knows about jobs, in plain Python: no AWS client, no clock, no environment."""
