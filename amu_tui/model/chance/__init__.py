"""What chance makes of differences: a unit and its references, two rounds, many themes at once."""
