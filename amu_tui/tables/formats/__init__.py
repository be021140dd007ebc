"""Bytes to grid: separated text, workbooks, Parquet."""
