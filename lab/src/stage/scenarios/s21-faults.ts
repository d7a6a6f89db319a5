import { UnusableInput } from '../../effective.js';
import { proveFault, type FaultResult } from '../../monitoring/fault-run.js';
import type { ToldFault } from '../../monitoring/fault-table.js';
import type { Fault } from '../../monitoring/fault.js';
import { FAULTS } from '../../monitoring/faults.js';
import { keep } from '../../monitoring/measured-page.js';
import { SCALE, SCALE_TEXT } from '../../monitoring/time-scale.js';
import { WatchedLine } from '../../monitoring/watched-line.js';
import type { Site } from '../site.js';

/** Faults one after the other: each is told in Slack, and so is its end. */
export async function faults(site: Site, chosen: readonly Fault[]): Promise<void> {
  const { report, write } = site.context;
  report.progress(`${site.name}: ${SCALE_TEXT}`);
  const line = await WatchedLine.start(site);
  const results: FaultResult[] = [];
  for (const fault of chosen) {
    report.progress(`${site.name}: ${fault.name}: ${fault.what}`);
    results.push(await proveFault(site, line.monitoring, line.bed, fault));
  }
  site.check('Slack took every post', line.monitoring.slack.refused.length === 0, line.monitoring.slack.refused.join('; '));
  console.log(summary(results));
  const told = results.flatMap(toldFault);
  if (write && told.length === FAULTS.length) {
    keep('faults', { date: new Date().toISOString().slice(0, 10), scale: SCALE, faults: told });
  }
}

/** The faults that `--faults` names, or all. */
export function chosenFaults(names: readonly string[] | undefined): readonly Fault[] {
  const unknown = (names ?? []).filter((name) => find(name) === undefined);
  if (unknown.length > 0) {
    throw new UnusableInput(`unknown fault ${unknown.join(', ')}; 1 to ${FAULTS.length}, or ${FAULTS.map(({ name }) => name).join(', ')}`);
  }
  return names?.map((name) => find(name)!) ?? FAULTS;
}

export const CI_FAULTS: readonly Fault[] = FAULTS.filter(({ ci }) => ci);

function find(name: string): Fault | undefined {
  return FAULTS.find((fault, index) => fault.name === name || String(index + 1) === name);
}

/** For the page; none that was not told, or did not end. */
function toldFault({ fault: { name, what, alert, severity }, told, ended }: FaultResult): ToldFault[] {
  return told === undefined || ended === undefined ? []
    : [{ name, what, alert, severity, title: told.message.title, text: told.message.text, secondsUntilTold: told.seconds, secondsUntilEnded: ended.seconds }];
}

function summary(results: readonly FaultResult[]): string {
  const seconds = (part: { readonly seconds: number } | undefined) => part === undefined ? 'not' : `${part.seconds} s`;
  return results.map(({ fault, told, ended }) => `${fault.name.padEnd(22)} ${fault.alert.padEnd(34)} told ${seconds(told).padStart(5)}  ended ${seconds(ended).padStart(5)}`).join('\n');
}
