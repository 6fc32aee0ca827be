"""Checking registers and publishing them as snapshots."""

from clausewatch.publishing.register import (
    Blocked,
    Published,
    publish,
    publish_reading,
    use,
)

__all__ = ["Blocked", "Published", "publish", "publish_reading", "use"]
