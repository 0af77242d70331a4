"""The doors: the command line and the HTTP service, thin over index and search."""
