import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';

/**
 * Charts become files, which are applied one after the other: the file with a Namespace comes before that of objects in it. Only the Namespace has to be there
 * first; whatever else the two charts have of each other may come in any order, and a dependency on more would make cycles that cdk8s refuses.
 *
 * Within a chart the order is given; a chart within a chart comes before it, whatever is said here.
 * @param neighbour in whose chart the Namespace may be made
 */
export function applyAfterNamespace(later: Construct, neighbour: Construct, name: string | undefined): void {
  const chart = Chart.of(neighbour);
  if (!Chart.of(later).node.scopes.includes(chart)) {
    later.node.addDependency(...namespaces(chart, name));
  }
}

function namespaces(chart: Chart, name: string | undefined): ApiObject[] {
  return chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter((object) => object.kind === 'Namespace' && object.name === name && Chart.of(object) === chart);
}
