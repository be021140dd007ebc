"""The commands that look after files: check, doctor, schema."""
