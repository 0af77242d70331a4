"""Reading articles, splitting them into passages, and building the archive on disk."""
