"""Files people hold in their hands: result lists in and out, badges baked into images.

This room turns office files into cleaned rows with reasons, and images into credentials. Whether a
row may be awarded in law, and whether a credential is genuine, is decided elsewhere.
"""
