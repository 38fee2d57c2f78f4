"""One protocol (protocol.py), one file a provider, one line each in registry.py."""
