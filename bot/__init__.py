"""The house, floor by floor; each floor imports only the ones below it.

    entry       __main__ (makes .venv, hands over) · cli (the commands) · bench (what the bot costs)
                running (one run, first line to last) · local (the local workspace, emptied and begun anew)
                sample (made-up people who answer by themselves) · app (wires everything)
    edges       slack (Bolt) · workspace (a small Slack on this computer) · scheduler (the minute tick)
                storage (TinyDB, one durable file an interview) · rendering (blocks, pictures) · prompts (YAML, Jinja2)
                settings (.env) · logs (no answer, name or token)
    operations  what happens, in order: drafting, launching, opening, answering, delivering, sweeping, withdrawing,
                closing, summarising; ports is all they need of the world
    core        questionnaire (what is asked) · interview (one pass through it) · fieldwork (who, until when)
                breadth (the figures)

A respondent's turn is a value. The interview engine turns an interview and a turn into a new interview and the bot's
next turns; everything else carries them to and fro.
"""

__version__ = "0.1.0"
