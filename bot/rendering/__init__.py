"""How things look in Slack: values in, plain Block Kit dicts out.

`messages` a turn of the bot's as a message · `questions` and `splits` a question's card · `receipts` the answered card
and the review · `modals` forms and their errors · `launching` an assessment in the making · `facilitating` one that is
run · `notices` everything else said · `home` App Home · `voice` the words
all of them speak with · `ids` what a control carries · `blocks` small constructors.
"""
