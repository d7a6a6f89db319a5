import { ReplicationMonitoring, ReplicationScaling, ReplicationScalingProps, StrimziRuntime } from '../../src';
import { schemaErrors } from '../schemas/schema-errors';
import { onPrem } from '../support/clusters';
import { App, chart, Chart, only, refusals } from '../support/synth';
import { orders } from './monitored';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

function scaled(scope: Chart, props: Partial<ReplicationScalingProps> = {}, watched = true): void {
  const replication = props.replication ?? orders(scope, { tasksMax: 6 });
  if (watched) {
    new ReplicationMonitoring(scope, 'Monitoring', { replications: [replication] });
  }
  new ReplicationScaling(scope, 'Scaling', { replication, prometheus: 'https://thanos-querier.openshift-monitoring.svc:9092', maxWorkers: 4, ...props });
}

test('workers follow the recorded lag, and leave slowly', () => {
  const scope = chart();
  scaled(scope, { triggerAuthentication: 'thanos' });
  const object = only(scope, 'ScaledObject');
  expect(schemaErrors(object)).toEqual([]);
  expect(object.spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaMirrorMaker2', name: 'mm2-orders' },
    minReplicaCount: 2, maxReplicaCount: 4,
    triggers: [{
      type: 'prometheus',
      authenticationRef: { name: 'thanos' },
      metadata: {
        query: 'sum(flow:replication_lag_records:sum{namespace="mm2",replication="orders"})', threshold: '100000', ignoreNullValues: 'false', namespace: 'mm2', authModes: 'bearer',
      },
    }],
  });
  const { scaleDown } = object.spec.advanced.horizontalPodAutoscalerConfig.behavior;
  expect(scaleDown).toEqual({ stabilizationWindowSeconds: 1800, policies: [{ type: 'Pods', value: 1, periodSeconds: 900 }] });
});

test.each<[string, Partial<ReplicationScalingProps>, string]>([
  ['more workers than tasks', { maxWorkers: 7 }, 'maxWorkers is more than there are tasks: workers would have nothing to do, got 7; at most 6, the sum of tasksMax; raise tasksMax first'],
  ['nothing to scale', { maxWorkers: 2 }, 'maxWorkers leaves nothing to scale, got 2; more than minWorkers (2)'],
  ['a single worker', { minWorkers: 1 }, 'minWorkers is out of range, got 1; a whole number from 2 to 50; the loss of one worker is not to stop the replication'],
  ['a fraction of a worker', { maxWorkers: 2.5 }, 'maxWorkers is out of range, got 2.5'],
  ['no address', { prometheus: 'prometheus' }, 'prometheus is not an address, got "prometheus"'],
  ['no lag', { lagPerWorker: 0 }, 'lagPerWorker is out of range, got 0'],
  ['a bad name', { triggerAuthentication: 'My Auth' }, 'triggerAuthentication is not a Kubernetes object name'],
])('is refused with %s', (_, props, message) => {
  const scope = chart();
  scaled(scope, props);
  const found = refusals(scope).filter((refusal) => refusal.startsWith('[test/Scaling]'));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
});

test('is refused where a hot partition is the limit', () => {
  const scope = chart();
  const source = onPrem.withFacts({ topics: { 'orders': { partitions: 1 }, 'readings': { partitions: 1 }, 'returns.eu': { partitions: 1 } } });
  scaled(scope, { replication: orders(scope, { source, tasksMax: 6 }) });
  expect(refusals(scope).join('\n')).toContain('[test/Scaling] maxWorkers is more than there are partitions: a partition is copied by one worker, got 4; at most 3; tune for the link instead');
});

test('is refused without a monitoring that records the lag', () => {
  const scope = chart();
  scaled(scope, {}, false);
  expect(refusals(scope)).toContain('[test/Scaling] replication is not watched, got "test/orders"; list it in a ReplicationMonitoring: that records the lag');
});

test('is refused where nothing can be scaled', () => {
  const scope = chart();
  const replication = orders(scope, { tasksMax: 6 });
  replication.node.tryRemoveChild('Resource'); // as on virtual machines
  scaled(scope, { replication });
  expect(refusals(scope).join('\n')).toContain('[test/Scaling] replication runs where nothing can be scaled; a runtime that makes a KafkaMirrorMaker2 or a Deployment');
});

test('comes after the namespace that the chart of the replication makes', () => {
  const app = new App();
  const scaling = new Chart(app, 'scaling');
  const replications = new Chart(app, 'workers');
  const replication = orders(replications, { tasksMax: 6, runtime: new StrimziRuntime({ namespace: 'mm2', createNamespace: true }) });
  new ReplicationMonitoring(replications, 'Monitoring', { replications: [replication] });
  scaled(scaling, { replication }, false);
  app.synthYaml();
  expect(app.charts.map(({ node }) => node.id)).toEqual(['workers', 'scaling']);
});
