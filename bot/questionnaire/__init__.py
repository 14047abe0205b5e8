"""The instrument: its parts, what an answer may be, which question comes next, and what is wrong with a tailored one.

`model` the parts · `answers` a raw reply to an answer or a rejection · `splits` the three ways to give a split ·
`routing` this person's route · `checks` every fault of a questionnaire at once.
"""
