"""What happens, in order: one file a story. Operations know a Store and a Messenger, and no vendor.

`office` the world they work in · `answering` a person's turn · `delivering` what the bot still has to say ·
`drafting` an assessment prepared · `launching` and launched · `facilitating` whose it is and how it stands ·
`opening` an assessment begins · `sweeping` all that is due at a moment · `withdrawing` answers erased ·
`collecting` interviews as the answers that are measured · `closing` figures frozen · `summarising` the release told ·
`saying` what is said once only.
"""
