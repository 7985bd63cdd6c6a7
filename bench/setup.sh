#!/usr/bin/env bash
# Installs Remit and the programs it is compared with for the interpreter $1; without those that can't be had.
set -euo pipefail
cd "$(dirname "$0")/.."
install() { "$1" -m pip install --quiet --disable-pip-version-check -c bench/constraints.txt "${@:2}"; }

install "$1" -e . jsonschema
if ! install "$1" -e '.[bench]'; then
  "$1" -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bench'], sep='\n')" |
    while read -r program; do
      install "$1" "$program" || echo "left out: $program" >&2
    done
fi
