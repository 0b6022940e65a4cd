# SPDX-License-Identifier: MIT
# Draws what a command shows in a pseudo-terminal, as an SVG:
#   picture.py FILE.svg TITLE COLUMNS ROWS STEPS COMMAND ...
# The steps are those of terminal.py; "draw" among them is when the picture is taken.
import html
import itertools
import sys

from terminal import Terminal

WIDTH, HEIGHT, SIZE, MARGIN, BAR = 8.4, 19, 14, 14, 30
BACK, FORE, DIM = "#1d2129", "#d8dee9", "#8a94a6"
COLOURS = {"31": "#e8747c", "33": "#e5c07b"}
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" width="{w:g}" height="{h:g}" \
viewBox="0 0 {w:g} {h:g}">
<title>{title}</title>
<rect width="{w:g}" height="{h:g}" rx="8" fill="{back}"/>
<g font-family="sans-serif" font-size="13" text-anchor="middle" fill="{dim}">
<text x="{middle:g}" y="20">{title}</text>
</g>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" \
font-size="{size}" fill="{fore}" xml:space="preserve" style="white-space: pre">
"""


def run(text, style, x, y):
    """A piece of a line in one style; its width is fixed, whatever the font."""
    left, width = MARGIN + x * WIDTH, len(text) * WIDTH
    colour = COLOURS.get(style) or (DIM if style == "2" else FORE)
    box = ""
    if style == "7":
        box = (f'<rect x="{left:g}" y="{y - SIZE:g}" width="{width:g}" height="{HEIGHT}" '
               f'fill="{FORE}"/>\n')
        colour = BACK
    extra = ' font-weight="bold"' if style == "1" else ""
    if colour != FORE:
        extra += f' fill="{colour}"'
    if not text.strip():
        return box
    return (f'{box}<text x="{left:g}" y="{y:g}" textLength="{width:g}" '
            f'lengthAdjust="spacingAndGlyphs"{extra}>{html.escape(text, False)}</text>\n')


def draw(screen, title, path):
    rows = [list(line) for line in screen.lines]
    while rows and not rows[-1]:
        rows.pop()
    w = screen.columns * WIDTH + 2 * MARGIN
    h = BAR + len(rows) * HEIGHT + MARGIN
    out = HEAD.format(w=w, h=h, title=html.escape(title), middle=w / 2, back=BACK, fore=FORE,
                      dim=DIM, size=SIZE)
    for i, row in enumerate(rows):
        at = 0
        for style, cells in itertools.groupby(row, lambda cell: cell[1]):
            text = "".join(char for char, _ in cells)
            out += run(text, style, at, BAR + i * HEIGHT + SIZE)
            at += len(text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(out + "</g>\n</svg>\n")


def main():
    path, title, columns, rows, steps = sys.argv[1:6]
    terminal = Terminal(int(columns), int(rows), sys.argv[6:])
    for step in filter(None, steps.split(",")):
        if step == "draw":
            draw(terminal.screen, title, path)
        else:
            terminal.step(step)
    print(terminal.finish())


if __name__ == "__main__":
    main()
