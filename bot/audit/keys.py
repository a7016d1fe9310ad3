"""The pair of keys that signs ends of the journal: Ed25519 (RFC 8032), in PEM files."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from bot.paths import unusable


class BadKeyError(ValueError):
    """The file holds no Ed25519 key of the kind that is asked for, or cannot be read or written."""


def make(file: Path) -> Path:
    """Write a new private key, readable by its owner alone, and its public key beside it as FILE.pub.

    Returns the public key's file. Raises BadKeyError where one of the files is there already: a key is never lost.
    """
    if file.is_dir():
        raise BadKeyError(f"{file}: {_there(file)}")
    private = Ed25519PrivateKey.generate()
    public = file.with_name(f"{file.name}.pub")
    if public.exists():
        raise BadKeyError(f"{public}: {_there(public)}")
    _write(file, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    _write(public, private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return public


def private_key(file: Path) -> Ed25519PrivateKey:
    """Read a private key. Raises BadKeyError."""
    content = _read(file)
    try:
        key = load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKeyError(f"{file}: not a private key as `audit key` makes them")
    return key


def public_key(file: Path) -> Ed25519PublicKey:
    """Read a public key. Raises BadKeyError."""
    content = _read(file)
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise BadKeyError(f"{file}: not a public key; `audit key` writes it beside the private one, as FILE.pub")
    return key


def signed_by(key: Ed25519PublicKey, signature: bytes, what: bytes) -> bool:
    """Whether the owner of the key has signed just this."""
    try:
        key.verify(signature, what)
    except InvalidSignature:
        return False
    return True


def _there(file: Path) -> str:
    return "it is a folder; name a file" if file.is_dir() else "it is there already; name another file"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadKeyError(f"{file}: cannot be read: {unusable(file, error)}") from error


def _write(file: Path, content: bytes, mode: int) -> None:
    """Make the file with these rights from its first moment on; never in the place of another."""
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise BadKeyError(f"{file}: {_there(file)}") from None
    except OSError as error:
        raise BadKeyError(f"{file}: cannot be written: {unusable(file, error)}") from error
    with os.fdopen(number, "wb") as open_file:
        open_file.write(content)
