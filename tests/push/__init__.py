"""The gateways against real servers on the loopback address."""
