"""The pages of one exercise."""
