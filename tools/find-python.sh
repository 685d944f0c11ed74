#!/bin/sh
# Prints the Python to build with: $PYTHON when given, else the first on the PATH that is 3.11 or newer.

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    command -v "$python"
    exit 0
  fi
done
echo "Python 3.11 tai uudempi puuttuu${PYTHON:+ (PYTHON=$PYTHON ei kelpaa)}. Asenna se (Debian ja Ubuntu: sudo apt-get install -y python3; macOS: brew install python) tai anna polku: make PYTHON=/polku/python3" >&2
exit 1
