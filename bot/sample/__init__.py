"""The sample comes to life: people who are made up, and answer as they were made up to.

`scripts` what they would say · `answering` an interview answered so at once · `player` a person at a door of the
workspace · `tastes` how they decide · `cast` who is answering by themselves just now.
"""
