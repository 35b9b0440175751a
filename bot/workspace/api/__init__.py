"""The Web API, one file a family of methods. Each file has a table `METHODS`: name to what it needs and does."""
