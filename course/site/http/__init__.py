"""Rules of HTTP that every page keeps."""
