"""What is looked up beside the lessons: by code, by question, by word."""
