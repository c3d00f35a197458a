"""The command line: ``credstone NOUN VERB``, one file for each noun.

Data goes to stdout and talk to stderr; every command has ``--json`` and ends with one of seven
exit statuses (``outcome``). What needs no register never imports Django.
"""
