"""What a server counts, for Prometheus. Questions and titles never become labels."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """One registry a server, so that two in one process don't mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "pressmark_requests", "Requests answered.", ("method", "route", "status"),
            registry=self.registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "pressmark_request_seconds", "Time until the last byte of an answer.",
            ("route",), buckets=_BOUNDS, registry=self.registry,
        )  # fmt: skip
        self._answers = Counter(
            "pressmark_answers", "Questions answered, by status.", ("status",),
            registry=self.registry,
        )  # fmt: skip
        self._gauges = {
            name: Gauge(f"pressmark_{name}", text, registry=self.registry)
            for name, text in (
                ("running", "Requests at work."),
                ("waiting", "Requests in the queue."),
                ("generation", "Number of the generation that is served."),
                ("articles", "Articles in it."),
                ("passages", "Passages in it."),
            )
        }

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; ``route`` is the template, never the path itself."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answer(self, status: str) -> None:
        """Count an answer."""
        self._answers.labels(status).inc()

    def set(self, name: str, value: float) -> None:
        """Set a gauge."""
        self._gauges[name].set(value)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
