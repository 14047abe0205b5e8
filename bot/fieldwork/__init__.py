"""One fielding of a questionnaire.

`model` the assessment and its roster · `standing` how far it has come · `reminders` what is due at a moment ·
`scope` which roles it may be about · `draft` one in the making · `forecast` what its roster lets be shown
"""
