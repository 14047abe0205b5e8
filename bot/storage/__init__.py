"""What the bot remembers, in files a person can read.

`tinydb_store` the Store · `kept` one value in its file · `releases` a release in its file ·
`records` and `upgrades` values to documents and back ·
`durable_file` TinyDB's storage on one file · `lines` how a document stands there · `reading` looking without changing ·
`folder` whose file is where, and the lock · `disk` the calls that change the disk
"""
