"""What Prometheus is told: counts and times by route, never who or what."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

# Seconds: the goals of the desk are 0.1 and 0.2; what takes over 5 is broken.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5)


class Metrics:
    """The counters of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Histogram(
            "baulast_request_seconds",
            "Time to answer, by route, method and status.",
            ("route", "method", "status"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._signed_in = Counter(
            "baulast_sign_ins_total",
            "Attempts to sign in, by what came of them.",
            ("outcome",),
            registry=self.registry,
        )

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method, str(status)).observe(seconds)

    def sign_in(self, outcome: str) -> None:
        """``ok``, ``wrong`` or ``waits``."""
        self._signed_in.labels(outcome).inc()

    def text(self) -> bytes:
        return generate_latest(self.registry)
