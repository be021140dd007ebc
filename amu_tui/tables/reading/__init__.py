"""Grid to table: header, footnotes, merged cells, columns."""
