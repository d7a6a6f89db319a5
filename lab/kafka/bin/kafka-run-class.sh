#!/usr/bin/env bash
# Stands for Kafka's script of this name, which is in no Maven artifact: starts a class with the variables that Kafka's script reads.
# KAFKA_HEAP_OPTS and KAFKA_JVM_PERFORMANCE_OPTS replace a default, the others add to the command line.
set -euo pipefail
base=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
: "${KAFKA_HEAP_OPTS:=-Xmx256M}"
: "${KAFKA_JVM_PERFORMANCE_OPTS:=-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:+ExplicitGCInvokesConcurrent -Djava.awt.headless=true}"
: "${LOG_DIR:=$base/logs}"
mkdir -p "$LOG_DIR"
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" $KAFKA_HEAP_OPTS $KAFKA_JVM_PERFORMANCE_OPTS ${KAFKA_JMX_OPTS:-} "-Dkafka.logs.dir=$LOG_DIR" ${KAFKA_LOG4J_OPTS:-} \
  -cp "${CLASSPATH:+$CLASSPATH:}$base/libs/*" ${KAFKA_OPTS:-} "$@"
