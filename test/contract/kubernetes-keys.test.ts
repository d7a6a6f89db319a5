import * as k8s from 'cdk8s-plus-27/lib/imports/k8s';
import { KubernetesRuntime, MirrorMaker2Replication, TopicSelection } from '../../src';
import { cloud, onPrem } from '../support/clusters';
import { chart, objects } from '../support/synth';

/** Kubernetes' own types (OpenAPI of 1.27), which leave out what they do not know. */
const KINDS: { readonly [kind: string]: { manifest(props: any): any } } = {
  ServiceAccount: k8s.KubeServiceAccount,
  ConfigMap: k8s.KubeConfigMap,
  Deployment: k8s.KubeDeployment,
  Service: k8s.KubeService,
  PodDisruptionBudget: k8s.KubePodDisruptionBudget,
  NetworkPolicy: k8s.KubeNetworkPolicy,
};

/** Texts and numbers that are what they are and, for types such as quantities, also have it as `value`. */
function boxed(value: any): any {
  if (Array.isArray(value)) {
    return value.map(boxed);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, boxed(member)]));
  }
  return ['string', 'number'].includes(typeof value) ? Object.assign(Object(value), { value }) : value;
}

test('Kubernetes knows every key of what runs without an operator', () => {
  const scope = chart();
  const runtime = new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'0'.repeat(64)}`, runAsUser: 1000, imagePullSecrets: ['registry'], podAnnotations: { meter: 'x' } });
  const { binding } = new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics: TopicSelection.named('orders'), runtime, acknowledge: { 'no-checkpoints': 'no consumer moves' } });
  binding.useMetrics({ configMapName: 'rules', key: 'rules.yaml' });
  binding.useLogLayout({ configMapName: 'layout', key: 'log4j2.properties' });
  const all = objects(scope);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
  for (const { apiVersion, kind, ...rest } of all) {
    const known = JSON.parse(JSON.stringify(KINDS[kind].manifest(boxed(rest))));
    expect(known).toEqual({ apiVersion, kind, ...rest });
  }
});
