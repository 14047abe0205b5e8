"""What the bot costs, as ratios to the work that cannot be avoided, each pair measured side by side in one run.

`answers` an answer taken · `socket` the same over Socket Mode · `summary` a thousand interviews' figures ·
`picture` the summary drawn · `startup` from start to ready · `figures` the goals.
"""
