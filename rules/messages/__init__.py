"""What passes between topics and queues."""
