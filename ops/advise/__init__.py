"""Which instance type: ranked by what a unit of work costs on it."""
