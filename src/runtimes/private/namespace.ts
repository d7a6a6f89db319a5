import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { reportProblems } from '../../core/problem';

/** Writes the Namespace, once per chart and before the objects that live in it. Fails: it has no name. */
export function createNamespace(scope: Construct, name: string | undefined, objects: readonly ApiObject[]): void {
  if (name === undefined) {
    reportProblems(scope, () => [{ prop: 'runtime.createNamespace', problem: 'has no name to create', remedy: 'set namespace too' }]);
    return;
  }
  const namespace = namespaceOf(Chart.of(scope), name);
  objects.forEach((object) => object.addDependency(namespace));
}

function namespaceOf(chart: Chart, name: string): ApiObject {
  const id = `Namespace-${name}`;
  const existing = chart.node.tryFindChild(id) as ApiObject | undefined;
  if (existing) {
    return existing;
  }
  const metadata = { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } };
  const namespace = new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Namespace', metadata });
  if (chart.namespace !== undefined) {
    // The chart gives its namespace to all its objects; a Namespace has none.
    namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return namespace;
}
