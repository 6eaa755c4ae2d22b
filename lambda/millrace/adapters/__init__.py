"""Translates between the domain and AWS; decides nothing."""
