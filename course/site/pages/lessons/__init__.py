"""The pages of one lesson."""
