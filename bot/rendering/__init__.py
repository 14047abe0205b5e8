"""How things look in Slack: values in, plain Block Kit dicts out.

`ids` what a control carries · `blocks` small constructors · `questions` a question's card, modal and receipt ·
`notices` everything else said in a message · `home` App Home.
"""
