"""What happens, told to partners: signed, retried, replayable."""
