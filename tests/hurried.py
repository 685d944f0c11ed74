"""A command whose queries have less time than otherwise: python -m hurried mkdocs build, HURRIED="seconds total" in the environment"""

import os
import runpy
import sys

from guidebook.numbers import statistics
from guidebook.numbers.sandbox import Allowance

if __name__ == "__main__":
    statistics.compute.__defaults__ = (Allowance(*map(float, os.environ["HURRIED"].split())),)
    sys.argv.pop(0)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
