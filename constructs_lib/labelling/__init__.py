"""Labels that people give: a Ground Truth job, and all that it wants to be there."""
