"""Which certificates are trusted in requests of ours to others."""

import functools
import ssl

import httpx2 as httpx


@functools.cache
def trusted() -> ssl.SSLContext:
    """The authorities of the HTTP library, or of `SSL_CERT_FILE`; read once.

    A client that reads them itself takes 20 ms of the event loop to be made (measured).
    """
    return httpx.create_ssl_context()
