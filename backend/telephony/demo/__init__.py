"""The demo exchange: two SIP phones on this machine. Nothing leaves it, nobody is rung."""
