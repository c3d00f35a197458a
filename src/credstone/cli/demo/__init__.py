"""The demo: a small true story, told with the same commands that everyone uses."""
