"""Simulated months: an office of made-up people lives by a virtual clock, with faults and kills, all from one seed."""
