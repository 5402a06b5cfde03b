"""Challenge: ten questions on requests that were changed mechanically; every key is computed."""
