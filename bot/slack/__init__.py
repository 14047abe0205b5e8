"""The Slack edge: payloads in, messages, modals and Home out. What it carries is decided elsewhere."""
