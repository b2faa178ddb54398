"""Fills a database with invented people by COPY: 10,000 to 1,000,000 customers for the benchmarks."""
