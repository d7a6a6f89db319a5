import { Severity } from '../core';
import { eachSource, when } from './replication';
import { Rule } from './rule';

/** Batches below this do not fill a long way. @see docs/tuning.md, the least that forLink takes */
const SMALL_BATCH = 64 * 1024;

/** Where the workers run. */
export const PLACEMENT: readonly Rule[] = [
  {
    code: 'far-from-target',
    severity: Severity.WARNING,
    title: 'The workers run in the Kubernetes cluster of the source, and the target is elsewhere: the producer waits for round trips that a consumer would hide (info: it is tuned for that).',
    remedy: 'run MM2 next to the target; where that cannot be, use large batches and 5 requests in flight with idempotence (ReplicationTuning)',
    source: 'org.apache.kafka.clients.producer.ProducerConfig (kafka-clients 4.3.1), Worker.baseProducerConfigs (connect-runtime 4.3.1): one batch of 16 KiB per partition under way',
    check: eachSource(({ settings, worker, producer }) => {
      const [batch, inFlight] = [producer.number('batch.size', 16384), producer.number('max.in.flight.requests.per.connection', 1)];
      const isSlow = batch < SMALL_BATCH || inFlight === 1;
      return when(isInKubernetes(settings.get('source.cluster.bootstrap.servers')) && !isInKubernetes(worker.get('bootstrap.servers')), worker.at('bootstrap.servers'),
        () => `the workers are next to the source${isSlow ? `: batch.size ${batch} times ${inFlight} in flight is all that a round trip to the target carries for a partition` : ''}`,
        isSlow ? {} : { severity: Severity.INFO });
    }),
  },
];

/** Whether these are names of services in a Kubernetes cluster: `….svc…`, or Strimzi's `<cluster>-kafka-bootstrap` with or without namespace. */
export function isInKubernetes(bootstrap: string | undefined): boolean {
  return (bootstrap ?? '').split(',').some((server) => /\.svc(\.cluster\.local)?(:|$)|^[a-z0-9-]+-kafka-bootstrap(\.[a-z0-9-]+)?(:|$)/i.test(server.trim()));
}
