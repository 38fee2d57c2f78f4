"""Real servers on this machine's loopback address that answer as Google's and a mail provider's would."""
