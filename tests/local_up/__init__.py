"""The words behind make up and make down."""
