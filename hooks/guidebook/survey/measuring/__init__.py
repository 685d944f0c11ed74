"""Accounts measured: the services' public interfaces are asked about the handles of the key file,
and what they tell is kept and written in the tables. No build does this.
"""

from .client import Client
from .session import run

__all__ = ["Client", "run"]
