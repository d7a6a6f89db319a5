import { Severity } from '../core';
import { Connector, eachSource, when } from './replication';
import { Rule } from './rule';

const IN_FLIGHT = 'max.in.flight.requests.per.connection';

/** Records that arrive in another order, or a producer that cannot keep it. */
export const ORDERING: readonly Rule[] = [
  {
    code: 'in-flight-without-idempotence',
    severity: Severity.ERROR,
    title: 'Several requests are in flight without an idempotent producer: one retry changes the order within a partition.',
    remedy: 'set producer.override.enable.idempotence: true, or leave one request in flight',
    source: 'org.apache.kafka.clients.producer.ProducerConfig (kafka-clients 4.3.1), Worker.baseProducerConfigs (connect-runtime 4.3.1)',
    check: eachSource((connector) => when(inFlight(connector) > 1 && !connector.isIdempotent, pathOf(connector),
      () => `${inFlight(connector)} requests in flight without idempotence`)),
  },
  {
    code: 'too-many-in-flight',
    severity: Severity.ERROR,
    title: 'More than 5 requests in flight with an idempotent producer: the producer refuses, no task starts.',
    remedy: 'use at most 5',
    source: 'org.apache.kafka.clients.producer.ProducerConfig.postProcessAndValidateIdempotenceConfigs (kafka-clients 4.3.1)',
    check: eachSource((connector) => when(inFlight(connector) > 5 && connector.isIdempotent, pathOf(connector),
      () => `${inFlight(connector)} requests in flight, an idempotent producer allows 5`)),
  },
];

function inFlight({ producer }: Connector): number {
  return producer.number(IN_FLIGHT, 1);
}

function pathOf({ producer, settings }: Connector): string {
  return producer.find(IN_FLIGHT)?.path ?? settings.home;
}
