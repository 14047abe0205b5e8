"""The pictures of a release: drawn as SVG from its figures alone, and the same drawing as PNG.

summary    picture A: how each role divides as is and to be, and where views differ
groups     picture B: who sees it how
words      the finding, the status of a role, and the picture in words for those who cannot see it
shapes     what a drawing is made of, and its SVG (picture.svg.j2)
lettering  how wide a text is in Lato, and whether Lato has its letters
palette    the colours         png    SVG to PNG
"""
