import type { ProbeSpec } from './probe.js';

/** As much of Kubernetes' objects as the lab acts on. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } } }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: ProbeSpec;
  readonly readinessProbe?: ProbeSpec;
  readonly livenessProbe?: ProbeSpec;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

export interface Volume {
  readonly name: string;
  readonly configMap?: Items & { readonly name: string };
  readonly secret?: Items & { readonly secretName: string };
  readonly emptyDir?: object;
}

export interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly securityContext?: { readonly runAsUser?: number };
    readonly terminationGracePeriodSeconds?: number;
    readonly containers: readonly ContainerSpec[];
    readonly volumes?: readonly Volume[];
  };
}

export interface Deployment {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas: number;
    readonly minReadySeconds?: number;
    readonly strategy: { readonly type: 'RollingUpdate' | 'Recreate'; readonly rollingUpdate?: { readonly maxSurge: number; readonly maxUnavailable: number } };
    readonly template: PodTemplate;
  };
}

/** What a ConfigMap or a Secret holds; undefined where there is none of that name. */
export type Content = (kind: 'ConfigMap' | 'Secret', name: string) => ReadonlyMap<string, string> | undefined;

/** Files of a volume: name → content. Fails: what it refers to is not there. */
export function filesOf({ name, configMap, secret, emptyDir }: Volume, content: Content): Map<string, string> {
  if (emptyDir) {
    return new Map();
  }
  const [kind, from, items] = configMap
    ? ['ConfigMap', configMap.name, configMap.items] as const
    : ['Secret', secret?.secretName ?? '', secret?.items] as const;
  const data = content(kind, from);
  if (data === undefined) {
    throw new Error(`volume ${name} needs ${kind} ${from}, which is not there`);
  }
  return items === undefined ? new Map(data) : new Map(items.map(({ key, path }): [string, string] => {
    if (!data.has(key)) {
      throw new Error(`volume ${name} needs key ${key} of ${kind} ${from}, which is not there`);
    }
    return [path, data.get(key)!];
  }));
}
