"""What commands are built of: options, output, progress, names."""
