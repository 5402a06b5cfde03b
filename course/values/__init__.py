"""What things are. Frozen values without imports of the rest of the course."""
