"""Securing: document ↔ proof, and the only core room that touches cryptography.

``mechanism`` is the door: read, cover, check, and make what is to be signed. ``keys`` and ``did``
name keys; ``strict_json`` and ``canonical`` say what the bytes are that a signature covers.
"""
