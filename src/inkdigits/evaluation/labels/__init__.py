"""Labels that are likely wrong."""
