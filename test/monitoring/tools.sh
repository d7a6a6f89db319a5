#!/usr/bin/env bash
# promtool and amtool for the tests, Prometheus and Alertmanager for the lab, from the same packages: pinned and unpacked beside the tests, nothing is
# installed, no service is started.
set -euo pipefail
cd "$(dirname "$0")/../.."

tools=test/.tmp/tools
if [ -x "$tools/usr/bin/promtool" ] && [ -x "$tools/usr/bin/amtool" ]; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  command -v promtool >/dev/null && command -v amtool >/dev/null && exit 0
  echo 'promtool and amtool are missing, and there is no apt-get: put those of Prometheus 2.42 and Alertmanager 0.25 into the PATH' >&2
  exit 1
fi
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
chmod 755 "$packages"
apt-cache policy prometheus | grep -q 2.42.0 || apt-get update -qq
(cd "$packages" && apt-get download -qq 'prometheus=2.42.0*' 'prometheus-alertmanager=0.25.0*')
mkdir -p "$tools"
for package in "$packages"/*.deb; do
  dpkg -x "$package" "$tools"
done
"$tools/usr/bin/promtool" --version
"$tools/usr/bin/amtool" --version
