import { quick } from '../access/own-replication.js';
import type { Deployment } from '../stage/deployment.js';
import type { Site } from '../stage/site.js';
import { FaultBed } from './fault-bed.js';
import { Load } from './load.js';
import { MonitoredDeployments } from './monitored-deployments.js';

const REPLICAS = 2;

/** Partitions by topic, one of them with a dot in its name. */
const TOPICS = { 'retail-orders': 6, 'retail-payments': 3, 'retail.returns': 2 };
const PER_SECOND = 60;
const GROUP = 'retail-app';

/** What decides how many series there may be. */
export const SIZE = { partitions: 11, dottedPartitions: 2, topics: 3, groups: 1, workers: REPLICAS };

/** A line of business of the example, busy and watched: exactly what it emits, with short intervals and small workers. */
export class WatchedLine {
  public static async start(site: Site): Promise<WatchedLine> {
    const deployment = await site.deploy({
      example: 'observability', file: 'lines-of-business', resource: 'mm2-kp-local-retail-to-kp-remote-retail',
      change: (spec) => {
        quick(spec);
        spec.replicas = REPLICAS;
      },
    });
    const load = new Load(deployment, { topics: TOPICS, perSecond: PER_SECOND, group: GROUP });
    const bed = new FaultBed(site, deployment, load.trials);
    site.atEnd(() => {
      bed.stopRepeating();
      load.stop();
    });
    await load.start();
    await deployment.start();
    return new WatchedLine(deployment, bed, await MonitoredDeployments.start(site, [deployment]));
  }

  /** Records a second that are written to all topics. */
  public readonly perSecond = PER_SECOND * Object.keys(TOPICS).length;

  private constructor(public readonly deployment: Deployment, public readonly bed: FaultBed, public readonly monitoring: MonitoredDeployments) {}
}
