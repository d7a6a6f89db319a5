import { SCALE_TEXT } from '../../monitoring/time-scale.js';
import { WatchedLine } from '../../monitoring/watched-line.js';
import type { Site } from '../site.js';

const MINUTES = 10;
/** Figures of Prometheus and of the producers may differ by so much. */
const TOLERANCE = 0.05;

/** Under load and with nothing wrong, nobody is woken; and what the panels show of throughput is what is written. */
export async function healthyRun(site: Site): Promise<void> {
  site.context.report.progress(`${site.name}: ${SCALE_TEXT}`);
  const line = await WatchedLine.start(site);
  const { monitoring, perSecond } = line;
  const alerts = await monitoring.alertsWithin(MINUTES * 60);
  site.check(`no alert fires within ${MINUTES} minutes of load`, alerts.length === 0, alerts.join(', '));
  site.check('Slack hears nothing', monitoring.slack.messages.length === 0, monitoring.slack.messages.map(({ title }) => title).join('; '));
  const copied = await monitoring.prometheus.value(`avg_over_time(flow:replication_records:rate5m[${MINUTES - 1}m])`);
  site.check('recorded throughput is what the producers write', Math.abs(copied - perSecond) <= TOLERANCE * perSecond, `${copied.toFixed(1)} of ${perSecond} records/s`);
}
