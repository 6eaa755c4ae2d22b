"""Events on their way: rules, targets, queues, alarms."""
