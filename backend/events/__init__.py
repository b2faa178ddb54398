"""The event log: what happened, by whom, and how others hear of it."""
