"""Users, the viewer and the account in the graph."""
