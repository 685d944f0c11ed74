"""Connections to public addresses alone, for links that strangers wrote: where a host's name leads
is asked once, and only what was found public is connected to.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.response import HTTPResponse
from urllib3.util.connection import create_connection

_UNICAST = IPv6Network("2000::/3")  # all that is given out; what is private lies elsewhere or in it
# What Python's lists of special addresses learned only lately.
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
LONGEST_HEAD = 60.0  # seconds that the head of an answer may take, however it drips
_NAT64 = IPv6Network("64:ff9b::/96")  # an IPv4 address for those who have none


class NotPublic(HTTPError):
    """The host has no public address, or is none that anybody could have."""


def is_public(address: str) -> bool:
    """Whether anybody reaches the address; one that holds an IPv4 address is as public as that."""
    found = ip_address(address.partition("%")[0])
    if any(found in network for network in _SPECIAL):
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        return found.is_global and found in _UNICAST and not found.teredo
    return found.is_global and not found.is_multicast


def pool_manager(**settings) -> urllib3.PoolManager:
    """urllib3's, of which each connection, also to where a page redirects, is a checked one."""
    pool = urllib3.PoolManager(**settings)
    pool.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return pool


def _public_addresses(connection: HTTPConnection) -> Iterator[str]:
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise LocationParseError(connection.host) from error
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    addresses = [str(socket_address[0]) for *_, socket_address in found]
    public = [address for address in addresses if is_public(address)]
    if not public:
        raise NotPublic(connection.host)
    yield from public


class _Checked:
    """A connection's socket goes to an address that was checked; its host's name, which the
    certificate and the request tell, stays.
    """

    def _new_conn(self: HTTPConnection) -> socket.socket:
        failure: HTTPError | None = None
        for address in _public_addresses(self):
            try:
                return create_connection(
                    (address, self.port),
                    self.timeout,
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
            except TimeoutError:
                failure = ConnectTimeoutError(self, "timed out")
            except OSError as error:
                failure = NewConnectionError(self, str(error))
        raise failure

    def getresponse(self: HTTPConnection) -> HTTPResponse:
        timer = threading.Timer(LONGEST_HEAD, _hang_up, [self.sock])
        timer.daemon = True
        timer.start()
        try:
            return super().getresponse()
        finally:
            timer.cancel()


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


class _Connection(_Checked, HTTPConnection):
    pass


class _SecureConnection(_Checked, HTTPSConnection):
    pass


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
