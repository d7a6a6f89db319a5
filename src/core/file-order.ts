import { Chart } from 'cdk8s';
import { Construct } from 'constructs';

/**
 * Charts become files, which are applied one after the other: the file of `first`, which may hold the Namespace, comes before that of `later`.
 * Within a chart the order is given; a chart within a chart comes before it, whatever is said here.
 */
export function applyAfter(later: Construct, first: Construct): void {
  if (!Chart.of(later).node.scopes.includes(Chart.of(first))) {
    later.node.addDependency(first);
  }
}
