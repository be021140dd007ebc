"""What steps and screens are built of: views, lists, lines, dialogs."""
