import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { EffectiveConfig } from '../../effective';
import { ConfigMapKey, IReplication, RuntimeBinding } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { OperatorRuntimeProps } from '../operator-runtime-props';
import { annotationsOf } from './annotations';
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
    if (props.createNamespace) {
      createNamespace(scope, this.namespace, [this.resource]);
    }
  }

  public effectiveConfig(): EffectiveConfig {
    const manifest = this.resource.toJson();
    return EffectiveConfig.fromKafkaMirrorMaker2(manifest)._withOrigins(this.origins.of(manifest, this.operator.shape?.placeOf));
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

  private spec(): object {
    this.origins.clear();
    const additions = { metrics: this.metrics, logLayout: this.logLayout };
    const spec = kafkaMirrorMaker2Spec(this.replication.model, podOptions(this.props, this.replication, this.podSelector), this.origins, additions);
    return this.operator.shape?.specOf(spec) ?? spec;
  }
}
