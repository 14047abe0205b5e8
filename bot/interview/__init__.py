"""One respondent's pass through one assessment.

`model` the interview as a value · `turns` what a person can do and what the bot can say · `engine` begin and advance,
the only place a status changes.
"""
