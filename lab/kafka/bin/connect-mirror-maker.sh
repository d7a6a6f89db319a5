#!/usr/bin/env bash
# Stands for Kafka's script of this name.
set -euo pipefail
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xms256M -Xmx2G}
exec "$(dirname "${BASH_SOURCE[0]}")/kafka-run-class.sh" org.apache.kafka.connect.mirror.MirrorMaker "$@"
