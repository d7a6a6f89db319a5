import { Size } from 'cdk8s';
import { ByteRate, EventStreamsPlan, GroupSelection, KafkaAuthentication, KafkaCluster, LobIsolatedFlow, LobIsolatedFlowProps, SecretKey, TopicSelection } from '../../src';
import { Chart } from '../support/synth';

export const kafka = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' });
export const cloud = KafkaCluster.eventStreams('kp-remote', { plan: EventStreamsPlan.STANDARD, bootstrapServers: ['broker-0.example.cloud:9093'] });

export const password = (secretName: string) => SecretKey.of(secretName, 'password');
export const mebibytes = (amount: number) => ByteRate.of(Size.mebibytes(amount));

/** A line as it should be; a test changes what it is about. */
export function line(scope: Chart, name: string, props: Partial<LobIsolatedFlowProps> = {}): LobIsolatedFlow {
  return new LobIsolatedFlow(scope, name, {
    lineOfBusiness: name,
    source: kafka,
    target: cloud,
    topics: TopicSelection.matching(`${name}-.+`),
    groups: GroupSelection.matching(`${name}-.+`),
    credentials: { source: KafkaAuthentication.scramSha512(`mm2-${name}`, password(`mm2-${name}`)), target: KafkaAuthentication.apiKey(password(`mm2-${name}-target`)) },
    budget: mebibytes(2),
    ...props,
  });
}
