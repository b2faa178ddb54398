"""SIP without a telephone system: a process of its own speaks the protocol, and this side steers it."""
