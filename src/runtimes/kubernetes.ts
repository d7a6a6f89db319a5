import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { OWN_LABELS } from '../core/connect-files';
import { imageProblems } from '../core/image-problems';
import { annotationProblems, dnsLabelProblems, dnsNameProblems, labelProblems } from '../core/kubernetes-names';
import { explain, Problem, reportProblems, wholeNumberProblems } from '../core/problem';
import { EffectiveConfig } from '../effective';
import { ConfigMapKey, IReplication, IReplicationRuntime, RuntimeBinding } from '../model';
import { resourceNameOf } from '../model/resource-name';
import { annotationsOf, factsProblems } from './private/annotations';
import { connectData, connectOrigins, connectProblems, MOUNTED } from './private/connect-data';
import { connectorsPolicySpec, disruptionBudgetSpec, restServiceSpec, workersPolicySpec } from './private/connect-network';
import { ConnectPodOptions, connectorsSpec, METRICS_PORT, restName, WORKER_CONTAINER, workersSpec } from './private/connect-pods';
import { Feature, versionProblems } from './private/kafka-features';
import { usesLog4j1 } from './private/log-layout';
import { createNamespace } from './private/namespace';
import { escaped } from './private/pod-names';
import { pathProblems } from './private/without-operator';
import { workerSize, workerSizeProblems } from './private/worker-size';
import { WorkerPodProps } from './worker-props';

/** Where and how MirrorMaker 2 runs in Kubernetes without an operator. */
export interface KubernetesRuntimeProps extends WorkerPodProps {
  /**
   * Container image with Apache Kafka 3.9 or newer, bash and a Java that this Kafka runs on (Kafka 4: 17), by digest: `registry/name@sha256:…`. A tag may be another image tomorrow.
   * Fails: no digest.
   */
  readonly image: string;
  /**
   * Kafka version in the image (label `app.kubernetes.io/version`), for the rules that depend on it, and for the log: Kafka 3 has Log4j 1. Fails: older than 3.9.
   * @default - not known, at least 4
   */
  readonly version?: string;
  /**
   * Folder of Kafka in the image. Fails: below `/opt/kafka-replication` or `/tmp`, where volumes are mounted.
   * @default '/opt/kafka' - as in apache/kafka and in Strimzi's images
   */
  readonly kafkaHome?: string;
  /**
   * The JMX exporter's Java agent in the image. It is used once something asks for metrics. Fails: as `kafkaHome`.
   * @default '/opt/jmx-exporter/jmx_prometheus_javaagent.jar'
   */
  readonly metricsAgent?: string;
  /**
   * User id of the containers, for an image that names its user by a word, such as apache/kafka (1000). Range: 1..2147483647; never root.
   * @default - the image's own, or the one that OpenShift assigns
   */
  readonly runAsUser?: number;
  /**
   * Secrets with the credentials of the image registry.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
}

/** @see KIP-1017 */
const PROBED: Feature = { name: 'GET /health, by which the pods are probed', since: [3, 9], isUsed: () => true };

/** As long as on Strimzi, so that a replication can move from one runtime to the other. */
const MAX_RESOURCE_NAME = 46;

/**
 * Runs MirrorMaker 2 in Kubernetes without an operator: Kafka Connect in distributed mode as a Deployment, and a small pod that keeps the connectors as
 * they are declared, restarts those that failed, and has no rights.
 *
 * Connect rather than MM2's dedicated mode: it has a REST by which tasks can be seen, restarted, stopped and moved, and several sources share its
 * workers. That REST has no login, so a NetworkPolicy keeps everybody else out.
 * Pods fit the Pod Security level *restricted* and OpenShift's restricted-v2; credentials are mounted, each Secret in a folder of its own, and read by
 * Kafka itself. A changed configuration replaces the workers one by one.
 *
 * @see org.apache.kafka.connect.cli.ConnectDistributed (connect-runtime 4.3.1), KIP-1017 for `GET /health` (Kafka 3.9)
 * @example
 * const runtime = new KubernetesRuntime({
 *   image: 'images.example.com/mm2@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
 *   namespace: 'kafka-replication',
 *   createNamespace: true,
 * });
 */
export class KubernetesRuntime implements IReplicationRuntime {
  constructor(private readonly props: KubernetesRuntimeProps) {}

  public bind(scope: Construct, replication: IReplication): RuntimeBinding {
    return new KubernetesBinding(scope, replication, this.props);
  }

  public validate(replication: IReplication): string[] {
    return runtimeProblems(this.props, replication).map(explain);
  }
}

class KubernetesBinding extends RuntimeBinding {
  public readonly podSelector: { [label: string]: string };
  public readonly serviceAccount: string;
  public readonly metricsPort = METRICS_PORT.name;
  public readonly workerGroup: string;
  public readonly logLabels: { [label: string]: string };
  public readonly namespace?: string;
  public readonly podNames: string;
  public readonly container = WORKER_CONTAINER;
  public readonly folder = undefined;

  private readonly configMap: ApiObject;
  private readonly workers: ApiObject;
  private readonly selectors: ConnectPodOptions['labels'];
  private metrics?: ConfigMapKey;
  private logLayout?: ConfigMapKey;

  constructor(private readonly scope: Construct, private readonly replication: IReplication, private readonly props: KubernetesRuntimeProps) {
    super();
    const resourceName = resourceNameOf(replication.model.name);
    const selector = (component: string) => ({ ...OWN_LABELS, 'app.kubernetes.io/instance': resourceName, 'app.kubernetes.io/component': component });
    this.selectors = { worker: selector('worker'), connectors: selector('connectors') };
    const { worker, connectors } = this.selectors;
    const network = 'networking.k8s.io/v1';

    const serviceAccount = this.object('ServiceAccount', 'v1', 'ServiceAccount', resourceName, worker, { automountServiceAccountToken: false });
    this.configMap = this.object('Config', 'v1', 'ConfigMap', resourceName, worker, { data: Lazy.any({ produce: () => connectData(replication.model, props.version) }) }, annotationsOf(replication));
    this.workers = this.object('Resource', 'apps/v1', 'Deployment', resourceName, { ...worker, ...(props.version ? { 'app.kubernetes.io/version': props.version } : {}) },
      this.spec((pod) => workersSpec(replication.model, pod, this.data())));
    const objects = [
      serviceAccount, this.configMap, this.workers,
      this.object('Rest', 'v1', 'Service', restName(resourceName), worker, this.spec(restServiceSpec)),
      this.object('Connectors', 'apps/v1', 'Deployment', `${resourceName}-connectors`, connectors, this.spec((pod) => connectorsSpec(pod, this.data()))),
      this.object('DisruptionBudget', 'policy/v1', 'PodDisruptionBudget', resourceName, worker, this.spec(disruptionBudgetSpec)),
      this.object('WorkersPolicy', network, 'NetworkPolicy', resourceName, worker, this.spec(workersPolicySpec)),
      this.object('ConnectorsPolicy', network, 'NetworkPolicy', `${resourceName}-connectors`, connectors, this.spec(connectorsPolicySpec)),
    ];

    this.podSelector = { ...worker };
    this.serviceAccount = resourceName;
    // Digest of the template and five more: neither has a hyphen, so pods of a Deployment with a longer name do not fit.
    this.podNames = `${escaped(resourceName)}-[a-z0-9]+-[a-z0-9]{5}`;
    this.workerGroup = replication.model.storage.groupId;
    this.logLabels = { 'app.kubernetes.io/instance': resourceName };
    this.namespace = this.workers.metadata.namespace;
    if (props.createNamespace) {
      createNamespace(scope, this.namespace, objects);
    }
  }

  public effectiveConfig(): EffectiveConfig {
    const config = EffectiveConfig.fromConnect(this.configMap.toJson(), this.workers.toJson());
    return config._withOrigins(connectOrigins(this.replication.model, config));
  }

  public useMetrics(rules: ConfigMapKey): void {
    this.metrics = rules;
  }

  public useLogLayout(layout: ConfigMapKey): void {
    reportProblems(this.scope, () => oldLogProblems(this.props.version));
    this.logLayout = layout;
  }

  public addFile(): boolean {
    return false;
  }

  private object(
    id: string, apiVersion: string, kind: string, name: string, labels: { readonly [key: string]: string }, body: object,
    annotations?: { [key: string]: string },
  ): ApiObject {
    const metadata = { name, namespace: this.props.namespace, labels: { ...this.props.labels, ...labels }, annotations };
    return new ApiObject(this.scope, id, { apiVersion, kind, metadata, ...body });
  }

  private spec(render: (pod: ConnectPodOptions) => object): object {
    return { spec: Lazy.any({ produce: () => render(this.pod()) }) };
  }

  /** The files as they will be applied, JSON patches included. */
  private data(): { [file: string]: string } {
    return this.configMap.toJson().data ?? {};
  }

  private pod(): ConnectPodOptions {
    const { props, replication } = this;
    return {
      ...workerSize(props, replication),
      resourceName: resourceNameOf(replication.model.name),
      image: props.image,
      version: props.version,
      imagePullSecrets: props.imagePullSecrets ?? [],
      runAsUser: props.runAsUser,
      kafkaHome: props.kafkaHome ?? '/opt/kafka',
      metricsAgent: props.metricsAgent ?? '/opt/jmx-exporter/jmx_prometheus_javaagent.jar',
      podAnnotations: { ...props.podAnnotations },
      labels: this.selectors,
      metrics: this.metrics,
      logLayout: this.logLayout,
    };
  }
}

/** Layouts that others bring are for Log4j 2. */
function oldLogProblems(version: string | undefined): Problem[] {
  return usesLog4j1(version) ? [{
    prop: 'runtime.version', problem: 'has no Log4j 2, which the layout of its log needs', value: version, allowed: 'Kafka 4 or newer',
    remedy: 'use Kafka 4, or leave the log of these workers as it is',
  }] : [];
}

function runtimeProblems(props: KubernetesRuntimeProps, replication: IReplication): Problem[] {
  return [
    ...dnsLabelProblems('name', resourceNameOf(replication.model.name), MAX_RESOURCE_NAME, 'set name to something shorter: the objects are called mm2-<name>, pods get more'),
    ...imageProblems('runtime.image', props.image, { needsDigest: true }),
    ...versionProblems('runtime.version', props.version, replication.model, [PROBED]),
    ...(props.namespace === undefined ? [] : dnsLabelProblems('runtime.namespace', props.namespace)),
    ...workerSizeProblems(props, replication),
    ...pathProblems('runtime.kafkaHome', props.kafkaHome, MOUNTED),
    ...pathProblems('runtime.metricsAgent', props.metricsAgent, MOUNTED),
    ...wholeNumberProblems('runtime.runAsUser', props.runAsUser, 1, 2_147_483_647),
    ...(props.imagePullSecrets ?? []).flatMap((name, i) => dnsNameProblems(`runtime.imagePullSecrets[${i}]`, name)),
    ...connectProblems(replication.model),
    ...factsProblems(replication),
    ...labelProblems('runtime.labels', props.labels),
    ...annotationProblems('runtime.podAnnotations', props.podAnnotations),
  ];
}
