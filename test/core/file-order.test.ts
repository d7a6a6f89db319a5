import { ApiObject, App, Chart } from 'cdk8s';
import { applyAfterNamespace } from '../../src/core/file-order';

const object = (scope: Chart, name: string, kind = 'ConfigMap') => new ApiObject(scope, `${kind}-${name}`, { apiVersion: 'v1', kind, metadata: { name } });

test('the chart of what lives in a namespace becomes the later file', () => {
  const app = new App();
  const [later, first] = [object(new Chart(app, 'a'), 'later'), object(new Chart(app, 'b'), 'first')];
  object(Chart.of(first), 'mm2', 'Namespace');
  applyAfterNamespace(later, first, 'mm2');
  app.synthYaml();
  expect(app.charts.map(({ node }) => node.id)).toEqual(['b', 'a']);
});

test('where the namespace is there before, charts may need each other', () => {
  const app = new App();
  const [one, other] = [object(new Chart(app, 'a'), 'one'), object(new Chart(app, 'b'), 'other')];
  object(Chart.of(other), 'elsewhere', 'Namespace');
  applyAfterNamespace(one, other, 'mm2');
  applyAfterNamespace(other, one, undefined);
  expect([one, other].map(({ node }) => node.dependencies)).toEqual([[], []]);
  expect(() => app.synthYaml()).not.toThrow();
});

test('within a chart, and in a chart within it, nothing changes', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const first = object(chart, 'mm2', 'Namespace');
  const [same, inner] = [object(chart, 'same'), object(new Chart(chart, 'inner'), 'inner')];
  [same, inner].forEach((later) => applyAfterNamespace(later, first, 'mm2'));
  expect([same, inner].map(({ node }) => node.dependencies)).toEqual([[], []]);
  expect(() => app.synthYaml()).not.toThrow();
});
