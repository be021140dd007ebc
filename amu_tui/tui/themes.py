"""The colours: dark, light, high contrast, and the terminal's own."""

from textual.theme import Theme

from amu_tui.words import N_

DARK = Theme(
    name="amu-dark",
    primary="#5fa8d3",
    secondary="#8fb8a8",
    accent="#f2c14e",
    foreground="#e6e8ea",
    background="#14181d",
    surface="#14181d",
    panel="#232a32",
    success="#7fc29b",
    warning="#f2c14e",
    error="#e8846b",
    dark=True,
)
LIGHT = Theme(
    name="amu-light",
    primary="#1f6f9f",
    secondary="#3f7564",
    accent="#8a5a00",
    foreground="#1b2127",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#e7e6e0",
    success="#22694a",
    warning="#8a5a00",
    error="#a63a22",
    dark=False,
)
CONTRAST = Theme(
    name="amu-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#3a3a3a",
    success="#00ff00",
    warning="#ffff00",
    error="#ff9090",
    dark=True,
    text_alpha=1.0,
)

THEMES = (DARK, LIGHT, CONTRAST)
THEME_NAMES: dict[str, str] = {
    "amu-dark": N_("Dark"),
    "amu-light": N_("Light"),
    "amu-contrast": N_("High contrast"),
    "ansi-dark": N_("The terminal's own colours (dark)"),
    "ansi-light": N_("The terminal's own colours (light)"),
}
