"""Two rounds side by side, as rows, text and JSON."""
