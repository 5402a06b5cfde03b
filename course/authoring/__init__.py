"""What authors run: check and prove."""
