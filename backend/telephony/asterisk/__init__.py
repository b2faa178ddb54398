"""Asterisk, by either of its interfaces: AMI over a socket, ARI over HTTP and WebSocket."""
