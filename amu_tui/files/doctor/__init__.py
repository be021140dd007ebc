"""What is not as it should be with a session's folder, and the command that mends each thing.

Nothing is changed: a file made to try the disk is removed at once.
"""

from amu_tui.files.doctor.examine import Examined, examine
from amu_tui.files.doctor.finding import Finding
from amu_tui.files.doctor.machine import machine

__all__ = ["Examined", "Finding", "examine", "machine"]
