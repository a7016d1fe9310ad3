"""The driving interface: what people do, and what they see."""
