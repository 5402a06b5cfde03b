#!/usr/bin/env bash
# Builds the image once: a Python that is new enough, and the course's own libraries.
set -euo pipefail
new_enough() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
found=""
for python in python3 python3.14 python3.13 python3.12 python3.11; do
  if new_enough "$python"; then found="$python"; break; fi
done
if [ -z "$found" ]; then
  apt-get update -qq
  apt-get install -y -qq python3 python3-venv
  new_enough python3 && found=python3
fi
if [ -z "$found" ]; then
  apt-get install -y -qq python3.12 python3.12-venv && found=python3.12 ||
    { apt-get install -y -qq python3.11 python3.11-venv && found=python3.11; }
fi
here="${AUTOGRADER:-/autograder}/source"
echo "$found" > "$here/python.txt"
"$found" "$here/course/run.py" grade-class --help > /dev/null
