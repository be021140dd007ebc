"""Names of themes, columns, groups and questions as people type them."""
