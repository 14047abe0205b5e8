"""What facilitators write, read into values: questionnaires and rosters from YAML, texts from Jinja2 templates.

The one door to both formats. `loading` gives a questionnaire, `roster` what opens an assessment, `texts` the words the
bot says; `check` tells every fault in a folder of them at once, each with its file, line and mend.
"""
