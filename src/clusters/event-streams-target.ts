import { Construct } from 'constructs';
import { reportProblems } from '../core/problem';
import { EventStreamsOptions, IKafkaCluster, KafkaCluster } from './kafka-cluster';

/** An instance of Event Streams on IBM Cloud. */
export interface EventStreamsTargetProps extends EventStreamsOptions {
  /** Short name that becomes part of topic names: letters, digits, `.`, `_`, `-`, at most 100. */
  readonly alias: string;
}

/**
 * An instance of Event Streams on IBM Cloud, as target or source of replications.
 *
 * A construct, because it will own objects (provisioned secrets and topics); today it owns none.
 * Fails at synth: alias with other characters, no endpoints, unknown plan; no credentials where a replication logs in with those of the target. The plan Lite as target is
 * finding `event-streams-lite`.
 *
 * @example
 * const cloud = new EventStreamsTarget(chart, 'Cloud', {
 *   alias: 'kp-remote',
 *   plan: EventStreamsPlan.STANDARD,
 *   bootstrapServers: ['broker-0.example.cloud:9093'],
 *   apiKey: SecretKey.of('es-api-secret', 'password'),
 * });
 */
export class EventStreamsTarget extends Construct implements IKafkaCluster {
  /** The cluster this construct stands for. */
  public readonly cluster: KafkaCluster;

  constructor(scope: Construct, id: string, props: EventStreamsTargetProps) {
    super(scope, id);
    this.cluster = KafkaCluster.eventStreams(props.alias, props);
    // Whether credentials are missing is known to whoever logs in: a line of business brings its own.
    const faults = () => this.cluster._problems('props').filter(({ prop }) => prop !== 'props.apiKey');
    reportProblems(this, () => faults().map((problem) => ({ ...problem, prop: problem.prop.replace(/^props\./, '') })));
  }
}
