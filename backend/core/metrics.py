"""What a worker counts of itself, in Prometheus' words.

Each worker counts for itself: with `--workers` above 1 an answer of /metrics is that of whichever
worker was asked, told apart by `kith_worker`. Nothing here names an account or a person.
"""

import os

from prometheus_client import REGISTRY, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)

REQUESTS = Counter("kith_requests", "Answers by status.", ["method", "status"])
REQUEST_SECONDS = Histogram(
    "kith_request_seconds", "Time from a request to the end of its answer.", buckets=SECONDS
)
OPERATIONS = Counter(
    "kith_operations", "GraphQL operations by kind and outcome.", ["kind", "outcome"]
)
EVENTS = Counter("kith_events_appended", "Rows added to the event log.")
SOCKETS = Gauge("kith_open_connections", "WebSockets and streams of people signed in.")
SUBSCRIPTIONS = Gauge(
    "kith_socket_operations", "Operations running on sockets, mostly subscriptions."
)
POOL = Gauge("kith_pool_connections", "Database connections of this worker.", ["state"])
WORKER = Gauge("kith_worker", "1, for the process that answers.", ["pid"])
WORKER.labels(str(os.getpid())).set(1)


def exposition() -> tuple[bytes, str]:
    """Everything counted so far, as text, and its content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
