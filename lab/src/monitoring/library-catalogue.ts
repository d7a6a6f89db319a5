import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../effective.js';

/** What decides how many series a flow has. */
interface FlowSize {
  readonly partitions: number;
  readonly dottedPartitions: number;
  readonly topics: number;
  readonly groups: number;
  readonly tasks: number;
  readonly workers: number;
}

const load = createRequire(import.meta.url);

/** The library's own figure. It is no part of its API: what would exceed it is a finding of the synth. */
export function seriesOf(size: FlowSize): number {
  return compiled<{ seriesOf(size: FlowSize): number }>('cardinality').seriesOf(size);
}

/** Metrics that the catalogue declares to come from other exporters than MM2's: kube-state-metrics, Strimzi's operator, cert-manager, the log collector. */
export function namesOfOtherExporters(): ReadonlySet<string> {
  const { OF_OTHER_EXPORTERS } = compiled<{ OF_OTHER_EXPORTERS: readonly { readonly name: string }[] }>('catalogue/platform-metrics');
  return new Set(OF_OTHER_EXPORTERS.map(({ name }) => name));
}

/** A module of the compiled library. */
function compiled<T>(module: string): T {
  return load(join(ROOT, 'lib', 'monitoring', `${module}.js`)) as T;
}
