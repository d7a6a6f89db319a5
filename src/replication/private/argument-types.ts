import { IKafkaCluster, KafkaCluster } from '../../clusters';
import { explain, Problem } from '../../core/problem';
import { DeliveryGuarantee, GroupSelection, NamingPolicy, ReplicationTuning, TopicSelection } from '../../model';

/** A prop, whether it must be given, and what makes a value acceptable. */
interface Expectation {
  readonly prop: string;
  readonly required?: boolean;
  readonly is: (value: any) => boolean;
  readonly kind: string;
}

const isRecord = (value: any) => typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry === 'string');
const isNumber = (value: any) => typeof value === 'number';
const isDuration = (value: any) => typeof value?.toSeconds === 'function';
const isCluster = (value: any) => (value as IKafkaCluster | undefined)?.cluster instanceof KafkaCluster;

const MIRROR: readonly Expectation[] = [
  { prop: 'topics', required: true, is: (value) => value instanceof TopicSelection, kind: 'a TopicSelection, such as TopicSelection.named(…)' },
  { prop: 'groups', is: (value) => value instanceof GroupSelection, kind: 'a GroupSelection, such as GroupSelection.named(…)' },
  { prop: 'tasksMax', is: isNumber, kind: 'a number' },
  { prop: 'sourceConnectorConfig', is: isRecord, kind: 'an object of texts' },
  { prop: 'checkpointConnectorConfig', is: isRecord, kind: 'an object of texts' },
];

const REPLICATION: readonly Expectation[] = [
  { prop: 'source', required: true, is: isCluster, kind: 'a KafkaCluster or a construct that stands for one' },
  { prop: 'target', required: true, is: isCluster, kind: 'a KafkaCluster or a construct that stands for one' },
  ...MIRROR,
  { prop: 'name', is: (value) => typeof value === 'string', kind: 'a text' },
  { prop: 'naming', is: (value) => value instanceof NamingPolicy, kind: 'a NamingPolicy, such as NamingPolicy.identity()' },
  { prop: 'delivery', is: (value) => value instanceof DeliveryGuarantee, kind: 'a DeliveryGuarantee, such as DeliveryGuarantee.atLeastOnce()' },
  { prop: 'tuning', is: (value) => value instanceof ReplicationTuning, kind: 'a ReplicationTuning, such as ReplicationTuning.balanced()' },
  { prop: 'refreshInterval', is: isDuration, kind: 'a Duration, such as Duration.minutes(1)' },
  { prop: 'rebalanceDelay', is: isDuration, kind: 'a Duration, such as Duration.seconds(30)' },
  { prop: 'longestOutage', is: isDuration, kind: 'a Duration, such as Duration.hours(24)' },
  { prop: 'workers', is: isNumber, kind: 'a number' },
  { prop: 'replicationFactor', is: isNumber, kind: 'a number' },
  { prop: 'workerConfig', is: isRecord, kind: 'an object of texts' },
  { prop: 'acknowledge', is: isRecord, kind: 'an object of texts: code and reason' },
  { prop: 'runtime', is: (value) => typeof value?.bind === 'function', kind: 'a runtime, such as new StrimziRuntime()' },
];

/**
 * Refuses props of another type than declared: JavaScript callers meet no compiler, and without source, target or topics there is nothing to
 * build. All at once, with the path of the construct.
 */
export function requireReplicationTypes(path: string, props: object): void {
  refuse(path, '', REPLICATION, props);
}

/** The same for a source that is added later. */
export function requireMirrorTypes(path: string, source: IKafkaCluster, options: object): void {
  refuse(path, 'addSource ', [{ ...REPLICATION[0] }, ...MIRROR], { ...options, source });
}

function refuse(path: string, where: string, expectations: readonly Expectation[], values: object): void {
  const problems = expectations.flatMap(({ prop, required, is, kind }): Problem[] => {
    const value = (values as { [prop: string]: unknown } | undefined)?.[prop];
    if (value === undefined) {
      return required ? [{ prop: `${where}${prop}`, problem: 'is missing', allowed: kind }] : [];
    }
    // The value is not shown: nobody knows what it is.
    return is(value) ? [] : [{ prop: `${where}${prop}`, problem: 'is of another type', allowed: kind }];
  });
  if (problems.length > 0) {
    throw new Error(problems.map((problem) => `[${path}] ${explain(problem)}`).join('\n'));
  }
}
