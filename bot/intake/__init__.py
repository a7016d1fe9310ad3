"""The intake interface: monitoring systems and portals bring messages over HTTP (SOB-8, SOB-R4.4, KAM-2.1)."""
