"""The platform while its instances are taken away at random."""
