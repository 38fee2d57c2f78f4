"""A household that lives in a moved clock: the real actions, tick and sender, no time slept."""
