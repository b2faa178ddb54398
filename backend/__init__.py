"""Kith's server: one folder per room, and core, which knows no domain."""

__version__ = "0.1.0"
