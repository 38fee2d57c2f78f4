"""Cash flow, cut plans and envelopes over HTTP."""
