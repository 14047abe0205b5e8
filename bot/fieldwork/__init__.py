"""One fielding of a questionnaire: `model` the assessment and its roster · `reminders` what is due at a moment."""
