"""A small Slack on this computer: Web API, Socket Mode, and doors for the page and for scripts.

    server        starts and stops it · setup  who and where · hub  what the doors share · state  what is saved
    web_api       /api/<method>, with methods · api_chat · api_views · api_people · api_files
    socket_mode   connections, envelopes, acknowledgements · payloads  what the app is sent
    play          /play, with acts (what people do) · seen (what they see) · elements (what they touch)
    rules         what Slack refuses, with rule_elements · rule_shapes
    faults        Slack's bad days · wire  the last payloads

`bot.workspace.server.start_workspace` is the way in; README.md beside this file is the reference of the doors.
"""
