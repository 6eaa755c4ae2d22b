"""What a thing is: constructs that know no environment and no stack."""
