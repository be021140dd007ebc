"""Reading tables of results: the only users of Polars."""
