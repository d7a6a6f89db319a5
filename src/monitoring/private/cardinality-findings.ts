import { Finding, Severity } from '../../core';
import { resourceNameOf } from '../../model/resource-name';
import { MirrorMaker2Replication } from '../../replication';
import { MOST_SERIES, seriesOf, sizeOf } from '../cardinality';

/** A replication whose metrics would be too many, as far as facts of its sources tell. */
export function cardinalityFindings({ model, binding }: MirrorMaker2Replication): Finding[] {
  const series = model.flows.reduce((sum, flow) => {
    const size = sizeOf(model, flow);
    return sum + (size === undefined ? 0 : seriesOf(size));
  }, 0);
  return series <= MOST_SERIES ? [] : [{
    code: 'monitoring-cardinality',
    severity: Severity.WARNING,
    resource: `PodMonitor ${binding.namespace ?? 'default'}/${resourceNameOf(model.name)}`,
    path: 'topics',
    message: `up to ${series.toLocaleString('en-US')} series for Prometheus; above ${MOST_SERIES.toLocaleString('en-US')} scrapes become slow`,
    remedy: 'split the selection into several replications, or select fewer groups: checkpoints have series for each partition and group',
  }];
}
