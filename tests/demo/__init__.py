"""The show behind the page."""
