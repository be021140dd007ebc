"""The institution's own forms: what is asked before and after the meeting, and the answers."""
