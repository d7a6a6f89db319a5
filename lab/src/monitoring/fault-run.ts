import type { Site } from '../stage/site.js';
import { until } from '../wait.js';
import type { FaultBed } from './fault-bed.js';
import type { Fault } from './fault.js';
import type { MonitoredDeployments } from './monitored-deployments.js';
import type { SlackMessage } from './slack.js';

const TELL_SECONDS = 240;
const END_SECONDS = 240;
/** Long enough for everything that waits less than three minutes as emitted. */
const HEALTHY_SECONDS = 20;

/** What Slack was told of a fault, and when. */
export interface FaultResult {
  readonly fault: Fault;
  readonly told?: { readonly seconds: number; readonly message: SlackMessage };
  /** Since the fault was mended. */
  readonly ended?: { readonly seconds: number };
}

/** Nothing is told while all is well; then the fault is, and that it has ended. */
export async function proveFault(site: Site, monitoring: MonitoredDeployments, bed: FaultBed, fault: Fault): Promise<FaultResult> {
  const { name, alert, severity, tellSeconds = TELL_SECONDS, endSeconds = END_SECONDS } = fault;
  await healthy(site, monitoring, name);

  const { messages } = monitoring.slack;
  const first = messages.length;
  const provoked = Date.now();
  const told = await (async () => {
    await fault.provoke(bed);
    return until(`Slack is told of ${alert}`, tellSeconds, () => messages.slice(first).find((message) => tells(message, alert, severity)));
  })().catch(async (error: Error) => failed(site, `${name}: ${alert} (${severity}) is told`, `${error.message}; fires: ${(await monitoring.prometheus.firing()).join(', ')}`));
  const mended = Date.now();
  await fault.mend(bed).finally(() => bed.stopRepeating());
  if (told === undefined) {
    return { fault };
  }
  const seconds = Math.round((told.at - provoked) / 1_000);
  site.check(`${name}: ${alert} (${severity}) is told`, true, `after ${seconds} s`);
  site.context.report.progress(`Slack ${told.channel}, ${told.color}: ${told.title}\n${told.text.trim()}`);

  const end = await until(`Slack is told that ${alert} has ended`, endSeconds, () => messages.find((message) => message.at >= mended && tellsEnd(message, alert)))
    .catch(async (error: Error) => failed(site, `${name}: that it has ended is told`, `${error.message}; fires: ${(await monitoring.prometheus.firing()).join(', ')}`));
  const ended = end && { seconds: Math.round((end.at - mended) / 1_000) };
  if (ended !== undefined) {
    site.check(`${name}: that it has ended is told`, true, `${ended.seconds} s after it was mended`);
  }
  return { fault, told: { seconds, message: told }, ended };
}

/** A history that a fault before has left its marks on would tell its alerts again: then there is a new one. */
async function healthy(site: Site, monitoring: MonitoredDeployments, name: string): Promise<void> {
  await monitoring.caughtUp();
  if ((await monitoring.prometheus.firing()).length > 0) {
    await monitoring.begin();
  }
  const alerts = await monitoring.alertsWithin(HEALTHY_SECONDS);
  site.check(`${name}: nothing fires before`, alerts.length === 0, alerts.join(', '));
}

function failed(site: Site, what: string, why: string): undefined {
  site.check(what, false, why);
  return undefined;
}

function tells({ title }: SlackMessage, alert: string, severity: Fault['severity']): boolean {
  return title.startsWith(severity.toUpperCase()) && namesIn(title).includes(alert);
}

function tellsEnd({ title, text }: SlackMessage, alert: string): boolean {
  return (title.startsWith('RESOLVED') && namesIn(title).includes(alert)) || text.split('\n').includes(`Resolved: ${alert}`);
}

/** Alerts in a title such as `CRITICAL orders: ReplicationDown, ReplicationTaskFailed`. */
function namesIn(title: string): string[] {
  return title.slice(title.lastIndexOf(': ') + 2).split(', ');
}
