"""How operations travel: HTTP, WebSocket, and the sharing of subscriptions."""
