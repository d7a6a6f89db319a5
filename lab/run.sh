#!/usr/bin/env bash
# Prepares what the lab needs (its npm packages, its Java classes) and runs it, or with 'bench' first its benchmark. All other
# arguments go to the program.
set -euo pipefail
cd "$(dirname "$0")"

for tool in node npm java mvn openssl keytool; do
  command -v "$tool" >/dev/null || { echo "lab: '$tool' is missing; it needs Node 20+, a Java 17+ JDK, Maven and OpenSSL" >&2; exit 2; }
done

program=src/main.ts
if [ "${1:-}" = bench ]; then
  program=src/bench/main.ts
  shift
fi

# A build is outdated when one of its inputs is newer than the stamp it left.
outdated() { # stamp input…
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -print -quit)" ]
}

if outdated node_modules/.package-lock.json package.json package-lock.json; then
  echo "lab: installing npm packages" >&2
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.package-lock.json
fi

if [ "${1:-}" != --list ] && outdated java/target/classpath.txt java/pom.xml java/src; then
  echo "lab: building the Java part with Maven (the first time downloads Kafka 4.3.1)" >&2
  # Quiet Maven still prints terminal codes: show what it says only when it fails.
  said=$(mvn --batch-mode --no-transfer-progress --quiet --file java/pom.xml clean process-classes 2>&1) \
    || { echo "$said" >&2; echo "lab: Maven could not build lab/java" >&2; exit 2; }
fi

# Only the proofs of Splunk forwarding need it, and Go with it; that of machines writes journals, too.
case " $* " in *" splunk"*)
  command -v go >/dev/null || { echo "lab: 'go' is missing; the collector of 'splunk' needs Go 1.26+" >&2; exit 2; }
  case " $* " in *" splunk "* | *" splunk-machines "*)
    command -v journalctl >/dev/null && [ -x /lib/systemd/systemd-journal-remote ] \
      || { echo "lab: 'splunk-machines' needs journalctl and systemd-journal-remote: apt-get install systemd-journal-remote" >&2; exit 2; }
  esac
  if outdated collector/target/collector collector/go.mod collector/go.sum collector/*.go collector/splunkhec; then
    echo "lab: building the collector with Go (the first time downloads it, and takes minutes)" >&2
    go -C collector build -buildvcs=false -o target/collector . >&2 || { echo "lab: Go could not build lab/collector" >&2; exit 2; }
  fi
esac

exec node --import tsx "$program" "$@"
