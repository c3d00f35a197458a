"""The keystore: keys are born, kept encrypted and used in one signer process per home.

``client`` is the door: a ``ports.Signer`` that starts the process when needed. Unix only, since
the wall between the processes is a Unix domain socket that only its owner can open.
"""
