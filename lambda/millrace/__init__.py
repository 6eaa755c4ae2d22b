"""What Millrace runs in Lambda; it knows nothing of the app that deploys it."""
