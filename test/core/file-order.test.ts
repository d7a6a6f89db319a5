import { ApiObject, App, Chart } from 'cdk8s';
import { applyAfter } from '../../src/core/file-order';

const object = (scope: Chart, name: string) => new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

test('the chart of what comes later becomes the later file', () => {
  const app = new App();
  const [later, first] = [object(new Chart(app, 'a'), 'later'), object(new Chart(app, 'b'), 'first')];
  applyAfter(later, first);
  app.synthYaml();
  expect(app.charts.map(({ node }) => node.id)).toEqual(['b', 'a']);
});

test('within a chart, and in a chart within it, nothing changes', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const first = object(chart, 'first');
  const [same, inner] = [object(chart, 'same'), object(new Chart(chart, 'inner'), 'inner')];
  [same, inner].forEach((later) => applyAfter(later, first));
  expect([same, inner].map(({ node }) => node.dependencies)).toEqual([[], []]);
  expect(() => app.synthYaml()).not.toThrow();
});
