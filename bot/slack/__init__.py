"""The Slack edge: payloads in, messages, modals and Home out. What it carries is decided elsewhere.

`inbound` a payload as what somebody did · `forms` a submitted modal as a turn, `draft_forms` as a step of a draft ·
`payloads` JSON that may be anything · `drafting` an assessment prepared and launched · `facilitating` one that is run ·
`people` who somebody is ·
`listeners` one a kind of payload · `edge` what becomes of a touch · `opening` modals · `home` App Home ·
`messenger` the Messenger · `summary_posts` its pictures · `calls` what a failed call means ·
`pacing` no faster than Slack takes it ·
`reply_addresses` where cards are replaced · `errands` what follows the acknowledgement · `connection` Socket Mode ·
`manifest` the app as Slack wants it declared
"""
