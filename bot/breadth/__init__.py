"""The measures: what many people's answers about the same roles say together.

    split, tension, disagreement, camps, gap, ownership, change   one measure each, over plain tuples of answers
    evidence     how sure a value is        ranking   what to discuss first
    answers      the input, however it came: `Data`, and its cells
    report       everything `analyse` prints
    release      the privacy gate: all that is ever shown
    foreign      data collected elsewhere, read or refused

Pure and synchronous. Rounds only to show, and then half up.
"""
