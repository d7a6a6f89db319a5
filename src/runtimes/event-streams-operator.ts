import { Construct } from 'constructs';
import { dnsLabelProblems } from '../core/kubernetes-names';
import { entryOf, explain, Problem } from '../core/problem';
import { IReplication, IReplicationRuntime, RuntimeBinding } from '../model';
import { resourceNameOf } from '../model/resource-name';
import { OperatorRuntimeProps } from './operator-runtime-props';
import { CONNECT_CLUSTER_SHAPE } from './private/connect-cluster-shape';
import { Operator, OperatorBinding } from './private/operator-binding';
import { operatorProblems } from './private/operator-problems';

/** Version of the API that an Event Streams operator serves. */
export enum EventStreamsApiVersion {
  /** `eventstreams.ibm.com/v1`: Event Streams 13 and newer. */
  V1 = 'v1',
  /** `eventstreams.ibm.com/v1beta2`, which names clusters and refers to them: up to Event Streams 12.3. */
  V1BETA2 = 'v1beta2',
}

/** Where and how the Event Streams operator runs MirrorMaker 2. What a licence meter wants goes into `podAnnotations`. */
export interface EventStreamsOperatorRuntimeProps extends OperatorRuntimeProps {
  /**
   * Name of the EventStreams instance that MirrorMaker 2 writes to: the label `eventstreams.ibm.com/cluster` of the resource.
   * Fails: the resource has this name too, which the product's own geo-replication claims.
   * @default - no label: the target is no instance of this operator
   */
  readonly instance?: string;
  /**
   * API version of the resource. Fails: another version; `V1BETA2` with OAUTHBEARER or custom authentication, which it does not have.
   * @default EventStreamsApiVersion.V1
   */
  readonly apiVersion?: EventStreamsApiVersion;
}

const GROUP = 'eventstreams.ibm.com';

const API_VERSIONS: readonly string[] = Object.values(EventStreamsApiVersion);

/**
 * Runs MirrorMaker 2 through the operator of IBM Event Streams: a KafkaMirrorMaker2 of `eventstreams.ibm.com`, otherwise as `StrimziRuntime`.
 *
 * @see IBM/event-automation _es_13.0/01-about/01-whats-new.md, _es_13.0/05-replication/02-planning-replication.md (July 2026)
 * @example
 * const runtime = new EventStreamsOperatorRuntime({
 *   namespace: 'event-streams',
 *   instance: 'es-onprem',
 *   podAnnotations: { productMetric: 'VIRTUAL_PROCESSOR_CORE', productChargedContainers: 'mm2-plant-to-es-onprem-mirrormaker2' },
 * });
 */
export class EventStreamsOperatorRuntime implements IReplicationRuntime {
  constructor(private readonly props: EventStreamsOperatorRuntimeProps = {}) {}

  public bind(scope: Construct, replication: IReplication): RuntimeBinding {
    const { instance, apiVersion = EventStreamsApiVersion.V1 } = this.props;
    const labels = instance === undefined ? this.props.labels : { ...this.props.labels, [`${GROUP}/cluster`]: instance };
    const operator: Operator = {
      apiVersion: `${GROUP}/${apiVersion}`,
      labelPrefix: GROUP,
      shape: apiVersion === EventStreamsApiVersion.V1BETA2 ? CONNECT_CLUSTER_SHAPE : undefined,
    };
    return new OperatorBinding(scope, replication, { ...this.props, labels }, operator);
  }

  public validate(replication: IReplication): string[] {
    return [...operatorProblems(this.props, replication), ...eventStreamsProblems(this.props, replication)].map(explain);
  }
}

function eventStreamsProblems({ instance, apiVersion, podAnnotations }: EventStreamsOperatorRuntimeProps, { model }: IReplication): Problem[] {
  const resourceName = resourceNameOf(model.name);
  return [
    ...(instance === undefined ? [] : dnsLabelProblems('runtime.instance', instance)),
    ...(instance !== resourceName ? [] : [{
      prop: 'name',
      problem: 'makes the resource a namesake of the EventStreams instance',
      value: model.name,
      allowed: `any other: the geo-replication of Event Streams owns the KafkaMirrorMaker2 that is called like the instance, ${resourceName}`,
      remedy: 'set name; the resource is called mm2-<name>',
    }]),
    ...(apiVersion === undefined || API_VERSIONS.includes(apiVersion) ? [] : [{
      prop: 'runtime.apiVersion', problem: 'is no version that the operator serves', value: apiVersion, allowed: API_VERSIONS.join(' or '),
    }]),
    ...(apiVersion === EventStreamsApiVersion.V1BETA2 ? [...customAuthenticationProblems(model), ...heartbeatProblems(model)] : []),
    ...chargedContainerProblems(podAnnotations?.[CHARGED], `${resourceName}-mirrormaker2`),
  ];
}

function customAuthenticationProblems({ target, flows }: IReplication['model']): Problem[] {
  const clusters = [{ cluster: target, prop: 'target' }, ...flows.map(({ source, declaredAt }) => ({ cluster: source, prop: `${declaredAt}source` }))];
  return clusters.filter(({ cluster }) => cluster.authentication._details.kind === 'custom').map(({ prop }): Problem => ({
    prop: `${prop}.authentication`,
    problem: 'cannot be said in API version v1beta2',
    allowed: 'SCRAM, PLAIN, an API key, or a client certificate',
    remedy: 'use one of these, or Event Streams 13 with EventStreamsApiVersion.V1',
  }));
}

/** Its `heartbeatConnector` emits into the target, where heartbeats say nothing of the way. @see kafkamirrormaker2 v1beta2 schema, Strimzi 0.45.0 */
function heartbeatProblems({ flows }: IReplication['model']): Problem[] {
  return flows.filter(({ heartbeatInterval }) => heartbeatInterval !== undefined).map(({ declaredAt }) => ({
    prop: `${declaredAt}heartbeatInterval`, problem: 'cannot be said in API version v1beta2', remedy: 'leave it out, or use Event Streams 13 with EventStreamsApiVersion.V1',
  }));
}

const CHARGED = 'productChargedContainers';

/** A meter that looks for a container of another name counts nothing. */
function chargedContainerProblems(charged: string | undefined, container: string): Problem[] {
  return charged === undefined || charged === 'All' || charged === container ? [] : [{
    prop: entryOf('runtime.podAnnotations', CHARGED), problem: 'names a container that the pods do not have', value: charged, allowed: `"${container}" or "All"`,
  }];
}
