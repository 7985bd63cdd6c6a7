#!/usr/bin/env bash
# What the browser tests need besides Python packages: Chromium, and axe-core to judge how accessible the report is.
# Runs any number of times; does only what is still missing. Neither is checked in.
set -euo pipefail

AXE_VERSION=4.14.1
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/remit/axe-core-$AXE_VERSION"

if [ ! -x /usr/bin/chromium ]; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-liberation
fi

if [ ! -f "$CACHE/node_modules/axe-core/axe.min.js" ]; then
  mkdir -p "$CACHE"
  npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix "$CACHE" "axe-core@$AXE_VERSION"
fi

echo "$CACHE/node_modules/axe-core/axe.min.js"
