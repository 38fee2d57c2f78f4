"""Settings from the environment, the shape of the log, and how gunicorn runs the web process."""
