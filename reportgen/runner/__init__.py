"""Many clients: two child processes each, limits, locks, and a record of the run.

The supervisor imports everything once, forks a child for each step of each client, and itself
never converts a chart or opens a connection. What a child prints is collected, so that clients who
run side by side do not speak through each other.
"""
