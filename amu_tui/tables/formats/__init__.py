"""Bytes to grid: separated text, workbooks, Parquet, SPSS and Stata."""
