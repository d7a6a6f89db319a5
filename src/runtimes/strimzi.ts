import { Construct } from 'constructs';
import { explain } from '../core/problem';
import { IReplication, IReplicationRuntime, RuntimeBinding } from '../model';
import { OperatorRuntimeProps } from './operator-runtime-props';
import { Operator, OperatorBinding } from './private/operator-binding';
import { operatorProblems } from './private/operator-problems';

/** Where and how Strimzi runs MirrorMaker 2. */
export interface StrimziRuntimeProps extends OperatorRuntimeProps {}

const STRIMZI: Operator = { apiVersion: 'kafka.strimzi.io/v1', labelPrefix: 'strimzi.io' };

/**
 * Runs MirrorMaker 2 through the Strimzi Cluster Operator (1.0 and newer): a KafkaMirrorMaker2 of `kafka.strimzi.io/v1`.
 *
 * Pods fit the Pod Security level *restricted* and OpenShift's restricted-v2: not root, no privilege escalation, no capabilities, the runtime's
 * seccomp profile, no fixed user id. They spread over zones and nodes, and one at a time may be evicted.
 *
 * @see kafkamirrormaker2 v1 schema, Strimzi 1.2.0
 * @example
 * const runtime = new StrimziRuntime({ namespace: 'kafka-replication', createNamespace: true });
 */
export class StrimziRuntime implements IReplicationRuntime {
  constructor(private readonly props: StrimziRuntimeProps = {}) {}

  public bind(scope: Construct, replication: IReplication): RuntimeBinding {
    return new OperatorBinding(scope, replication, this.props, STRIMZI);
  }

  public validate(replication: IReplication): string[] {
    return operatorProblems(this.props, replication).map(explain);
  }
}
