"""Errors that a user can mend. Each is one clear line; bad *text* is no error, it becomes a finding.

RemitError
├── InputError       a path can't be read, or what it holds is no text
├── ProfileError     a profile is wrong; names the key
├── BaselineError    what should be compared can't be
├── OutputError      a result can't be written
└── InvalidDocumentError  a document fails its schema or its invariants; nothing is written
"""


class RemitError(Exception):
    """Anything the command line reports as one line with exit status 2."""


class InputError(RemitError):
    """A path can't be read, or what it holds is no text."""


class ProfileError(RemitError):
    """A profile is wrong; the message names the file and the key."""


class BaselineError(RemitError):
    """What should be compared can't be: no such path or revision, or a file that this version can't read."""


class OutputError(RemitError):
    """A result can't be written."""


class InvalidDocumentError(RemitError):
    """A document fails its schema or its invariants."""
