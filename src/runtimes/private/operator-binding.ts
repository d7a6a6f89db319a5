import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { EffectiveConfig } from '../../effective';
import { ConfigMapKey, IReplication, RuntimeBinding } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { OperatorRuntimeProps } from '../operator-runtime-props';
import { annotationsAt, annotationsOf } from './annotations';
import { heartbeatConnectName, heartbeatConnectorSpec, heartbeatConnectSpec } from './heartbeat-connect';
import { kafkaMirrorMaker2Spec } from './kafka-mirror-maker2-spec';
import { createNamespace } from './namespace';
import { Key, OriginRecorder } from './origins';
import { escaped } from './pod-names';
import { podOptions } from './pod-options';

/** How an API version writes what `v1` says. */
export interface ResourceShape {
  /** The `spec` for one of v1. */
  specOf(v1: any): object;
  /** Where that stands which v1 has at these keys. */
  placeOf(keys: readonly Key[]): readonly Key[];
}

/** What operators that run a KafkaMirrorMaker2 do differently. */
export interface Operator {
  readonly apiVersion: string;
  /** In front of the labels of the pods. */
  readonly labelPrefix: string;
  /** Undefined: that of v1. */
  readonly shape?: ResourceShape;
}

/** A replication that an operator runs from a KafkaMirrorMaker2. */
export class OperatorBinding extends RuntimeBinding {
  public readonly podSelector: { [label: string]: string };
  public readonly serviceAccount: string;
  public readonly metricsPort = 'tcp-prometheus';
  public readonly workerGroup: string;
  public readonly logLabels: { [label: string]: string };
  public readonly namespace?: string;
  public readonly podNames: string;
  public readonly container: string;
  public readonly folder = undefined;

  private readonly resource: ApiObject;
  /** KafkaConnect and KafkaConnector that emit heartbeats, where somebody wants them. */
  private readonly heartbeats: ApiObject[];
  private readonly origins = new OriginRecorder();
  private metrics?: ConfigMapKey;
  private logLayout?: ConfigMapKey;

  constructor(scope: Construct, private readonly replication: IReplication, private readonly props: OperatorRuntimeProps, private readonly operator: Operator) {
    super();
    const { name, storage } = replication.model;
    const resourceName = resourceNameOf(name);
    this.resource = new ApiObject(scope, 'Resource', {
      apiVersion: operator.apiVersion,
      kind: 'KafkaMirrorMaker2',
      metadata: {
        name: resourceName,
        namespace: props.namespace,
        labels: props.labels,
        annotations: annotationsOf(replication),
      },
      spec: Lazy.any({ produce: () => this.spec() }),
    });
    this.logLabels = { [`${operator.labelPrefix}/cluster`]: resourceName };
    this.podSelector = { ...this.logLabels, [`${operator.labelPrefix}/kind`]: 'KafkaMirrorMaker2' };
    this.serviceAccount = `${resourceName}-mirrormaker2`;
    // As Strimzi 1.2.0 names the pods of the StrimziPodSet, and their container.
    this.podNames = `${escaped(resourceName)}-mirrormaker2-[0-9]+`;
    this.container = `${resourceName}-mirrormaker2`;
    this.workerGroup = storage.groupId;
    this.namespace = this.resource.metadata.namespace;
    this.heartbeats = replication.model.flows[0].heartbeatInterval === undefined ? [] : this.heartbeatObjects(scope, heartbeatConnectName(resourceName));
    if (props.createNamespace) {
      createNamespace(scope, this.namespace, [this.resource, ...this.heartbeats]);
    }
  }

  public effectiveConfig(): EffectiveConfig {
    const manifest = this.resource.toJson();
    return EffectiveConfig.fromKafkaMirrorMaker2(manifest)._withOrigins(this.origins.of(manifest, this.operator.shape?.placeOf));
  }

  /** @internal */
  public _effectiveConfigs(): EffectiveConfig[] {
    const [connect, connector] = this.heartbeats.map((object) => object.toJson());
    return [this.effectiveConfig(), ...(connect === undefined ? [] : [EffectiveConfig.fromKafkaConnect(connect, [connector])])];
  }

  public useMetrics(rules: ConfigMapKey): void {
    this.metrics = rules;
  }

  public useLogLayout(layout: ConfigMapKey): void {
    this.logLayout = layout;
  }

  public addFile(): boolean {
    return false;
  }

  private heartbeatObjects(scope: Construct, name: string): ApiObject[] {
    const { props: { namespace, labels }, operator: { apiVersion, labelPrefix }, replication } = this;
    const [{ source }] = replication.model.flows;
    const podSelector = { [`${labelPrefix}/cluster`]: name, [`${labelPrefix}/kind`]: 'KafkaConnect' };
    return [
      new ApiObject(scope, 'Heartbeats', {
        apiVersion,
        kind: 'KafkaConnect',
        metadata: { name, namespace, labels, annotations: { [`${labelPrefix}/use-connector-resources`]: 'true', ...annotationsAt(source, replication) } },
        spec: Lazy.any({ produce: () => heartbeatConnectSpec(replication.model, podOptions(this.props, replication, podSelector)) }),
      }),
      new ApiObject(scope, 'HeartbeatConnector', {
        apiVersion,
        kind: 'KafkaConnector',
        metadata: { name, namespace, labels: { ...labels, [`${labelPrefix}/cluster`]: name } },
        spec: Lazy.any({ produce: () => heartbeatConnectorSpec(replication.model) }),
      }),
    ];
  }

  private spec(): object {
    this.origins.clear();
    const additions = { metrics: this.metrics, logLayout: this.logLayout };
    const spec = kafkaMirrorMaker2Spec(this.replication.model, podOptions(this.props, this.replication, this.podSelector), this.origins, additions);
    return this.operator.shape?.specOf(spec) ?? spec;
  }
}
