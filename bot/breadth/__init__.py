"""The measures: what many people's answers about the same roles say together.

    answers, cells     the input, however it came, and what of it is measured together
    split, tension, disagreement, camps, gap, ownership, change
                       one measure each, over plain tuples of answers
    evidence           how sure a value is
    measures, ranking  all of a role, with what is left of it without each person; what to discuss first
    report             everything `analyse` prints (analysis_json, analysis_text), nothing hidden
    release            the privacy gate, from the answers to the one release that is ever shown:
                       history (which answers count), pictures (of a role), gate and doubt (its rules),
                       released (the value), telling (the parts its summary is told in)
    foreign            files collected elsewhere, read or refused (foreign_json, foreign_csv, foreign_values)

Pure and synchronous. Rounds only to show, and then half up.
"""
