import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { annotationProblems, dnsLabelProblems, labelProblems } from '../../core/kubernetes-names';
import { Problem } from '../../core/problem';
import { DashboardFile } from './dashboards';

/** Which Grafana of the Grafana Operator shows the dashboards. */
export interface GrafanaOperatorOptions {
  /** Labels of the Grafana resource. Fails: none, as every Grafana would be meant. */
  readonly instanceSelector: { [label: string]: string };
  /**
   * Folder in Grafana, by its title; it is made where it does not exist.
   * @default - the Grafana Operator takes the namespace of the resources
   */
  readonly folder?: string;
  /**
   * Whether a Grafana in another namespace may take them. It cannot be taken back: the operator refuses that.
   * @default false
   */
  readonly allowCrossNamespaceImport?: boolean;
  /**
   * Namespace of the resources.
   * @default - `namespace` of the monitoring, or that of its first replication
   */
  readonly namespace?: string;
}

/** How Grafana's sidecar finds the dashboards. */
export interface SidecarConfigMapOptions {
  /**
   * Label that the sidecar looks for.
   * @default 'grafana_dashboard' - as in kube-prometheus-stack
   */
  readonly label?: string;
  /**
   * Value of the label.
   * @default '1' - as in kube-prometheus-stack
   */
  readonly labelValue?: string;
  /**
   * Folder in Grafana. The sidecar has to be told to look at `folderAnnotation`.
   * @default - the sidecar's own
   */
  readonly folder?: string;
  /**
   * Annotation by which the sidecar learns the folder. Fails: given without `folder`.
   * @default 'grafana_folder'
   */
  readonly folderAnnotation?: string;
  /**
   * Namespace of the ConfigMaps. Unless it is told otherwise (`searchNamespace`), a sidecar looks into its own only.
   * @default - `namespace` of the monitoring, or that of its first replication
   */
  readonly namespace?: string;
}

/** The object that carries a dashboard. */
interface Carrier {
  readonly apiVersion: string;
  readonly kind: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { [key: string]: string };
  readonly content: object;
}

/** A way to Grafana. */
interface Way {
  readonly namespace?: string;
  readonly carrier: (name: string, json: string) => Carrier;
  readonly problems: (prop: string, files: readonly DashboardFile[]) => Problem[];
}

/** Where the objects are, unless the way says otherwise, and the labels of all of them. */
interface Place {
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
}

/** The most that the data of a ConfigMap may have. @see https://kubernetes.io/docs/concepts/configuration/configmap/ */
const MOST_BYTES = 1_048_576;

/**
 * How the dashboards get into Grafana: one object for each of the two.
 *
 * @see grafanadashboard v1beta1 schema, grafana-operator 5.24.0; sidecar of the Grafana chart: https://github.com/grafana/helm-charts
 * @example
 * new ReplicationMonitoring(chart, 'Monitoring', { replications: [replication], dashboards: DashboardDelivery.sidecarConfigMap() });
 */
export class DashboardDelivery {
  /**
   * Resources `GrafanaDashboard` of the Grafana Operator.
   * @param options which Grafana shows them
   */
  public static grafanaOperator(options: GrafanaOperatorOptions): DashboardDelivery {
    const { instanceSelector, folder, allowCrossNamespaceImport, namespace } = options;
    return new DashboardDelivery({
      namespace,
      carrier: (_, json) => ({
        apiVersion: 'grafana.integreatly.org/v1beta1',
        kind: 'GrafanaDashboard',
        content: { spec: { instanceSelector: { matchLabels: instanceSelector }, folder, allowCrossNamespaceImport, json } },
      }),
      problems: (prop) => [
        ...(Object.keys(instanceSelector ?? {}).length > 0 ? [] : [{
          prop: `${prop}.instanceSelector`, problem: 'is empty', allowed: 'labels of a Grafana resource', remedy: 'kubectl get grafanas -A --show-labels',
        }]),
        ...labelProblems(`${prop}.instanceSelector`, instanceSelector),
        ...placeProblems(prop, folder, namespace),
      ],
    });
  }

  /**
   * ConfigMaps that a sidecar of Grafana picks up by their label. Defaults are those of kube-prometheus-stack.
   * @param options how the sidecar finds them
   */
  public static sidecarConfigMap(options: SidecarConfigMapOptions = {}): DashboardDelivery {
    const { label = 'grafana_dashboard', labelValue = '1', folder, folderAnnotation, namespace } = options;
    const annotation = folderAnnotation ?? 'grafana_folder';
    return new DashboardDelivery({
      namespace,
      carrier: (name, json) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        labels: { [label]: labelValue },
        annotations: folder === undefined ? undefined : { [annotation]: folder },
        // The sidecar writes all of them into one folder.
        content: { data: { [`${name}.json`]: json } },
      }),
      problems: (prop, files) => [
        ...labelProblems(`${prop}.label`, { [label]: labelValue }),
        ...annotationProblems(`${prop}.folderAnnotation`, { [annotation]: '' }),
        ...(folderAnnotation === undefined || folder !== undefined ? [] : [{
          prop: `${prop}.folderAnnotation`, problem: 'has no folder to tell', value: folderAnnotation, remedy: 'set folder too',
        }]),
        ...placeProblems(prop, folder, namespace),
        ...sizeProblems(prop, files),
      ],
    });
  }

  /** None: the dashboards are not written, or by `writeDashboards` of the monitoring only. */
  public static none(): DashboardDelivery {
    return new DashboardDelivery(undefined);
  }

  private constructor(private readonly way: Way | undefined) {}

  /** @internal */
  public get _isNone(): boolean {
    return this.way === undefined;
  }

  /**
   * Makes the objects that carry the dashboards.
   * @internal
   */
  public _deliver(scope: Construct, files: readonly DashboardFile[], { namespace, labels }: Place): void {
    const { way } = this;
    if (way === undefined) {
      return;
    }
    files.forEach(({ name, json }) => {
      const { apiVersion, kind, annotations, content, ...own } = way.carrier(name, Lazy.any({ produce: json }));
      new ApiObject(scope, name, {
        apiVersion, kind, metadata: { name, namespace: way.namespace ?? namespace, annotations, labels: { ...labels, ...own.labels } }, ...content,
      });
    });
  }

  /**
   * What is wrong with the way, and with what goes on it.
   * @internal
   */
  public _problems(prop: string, files: readonly DashboardFile[]): Problem[] {
    return this.way === undefined ? [] : this.way.problems(prop, files);
  }
}

function sizeProblems(prop: string, files: readonly DashboardFile[]): Problem[] {
  return files.map(({ name, json }) => ({ name, bytes: Buffer.byteLength(json()) })).filter(({ bytes }) => bytes > MOST_BYTES).map(({ name, bytes }) => ({
    prop, problem: `puts ${bytes.toLocaleString('en-US')} bytes into ConfigMap ${name}`, allowed: `at most ${MOST_BYTES.toLocaleString('en-US')} bytes`,
    remedy: 'shorten runbookUrl, which stands at every panel, or use DashboardDelivery.grafanaOperator',
  }));
}

function placeProblems(prop: string, folder: string | undefined, namespace: string | undefined): Problem[] {
  return [
    ...(folder === undefined || /\S/.test(folder) ? [] : [{ prop: `${prop}.folder`, problem: 'is empty', allowed: 'the title of a folder' }]),
    ...(namespace === undefined ? [] : dnsLabelProblems(`${prop}.namespace`, namespace)),
  ];
}
