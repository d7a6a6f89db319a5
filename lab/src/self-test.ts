import type { Agent } from './agent.js';
import { copyVerdict, moveVerdict } from './audit.js';
import type { Report } from './report.js';
import type { Seed } from './topics.js';

const CLUSTER = 'local-dev';
const ORIGINAL = 'audit-original';
const PARTITIONS = 2;
const RECORDS = 500;

/** What class Seeder can do to one record of a copy; and what the audit must say: exactly this, exactly once. */
const DAMAGES: readonly { readonly damage: string; readonly means: string; readonly kind: string }[] = [
  { damage: 'lost', means: 'one record lost', kind: 'lost' },
  { damage: 'doubled', means: 'one record doubled', kind: 'duplicated' },
  { damage: 'swapped', means: 'two records swapped', kind: 'reordered' },
  { damage: 'key', means: 'one record with another key', kind: 'changed key' },
  { damage: 'value', means: 'one record with another value', kind: 'changed value' },
  { damage: 'header', means: 'one record with one header more', kind: 'changed headers' },
  { damage: 'timestamp', means: 'one record a millisecond later', kind: 'changed timestamp' },
];

/** Audits copies that are known to be wrong: an audit that cannot fail proves nothing. */
export async function selfTest(agent: Agent, report: Report, seed: Seed): Promise<void> {
  const topic = { cluster: CLUSTER, partitions: PARTITIONS };
  await agent.call('createTopic', { ...topic, topic: ORIGINAL, configs: {} });
  await agent.call('generate', { ...topic, topic: ORIGINAL, from: 0, to: RECORDS, seed: seed.number, baseTime: seed.baseTime });
  const compare = async (damage: string) => {
    const to = `audit-${damage}`;
    await agent.call('createTopic', { ...topic, topic: to, configs: {} });
    await agent.call('copy', { cluster: CLUSTER, topic: ORIGINAL, to, damage });
    return agent.call('audit', { source: { cluster: CLUSTER, topic: ORIGINAL }, target: { cluster: CLUSTER, topic: to } });
  };
  const { faithful, detail } = copyVerdict(await compare('none'));
  report.check('AUDIT', 'a faithful copy is green', faithful, detail);
  for (const { damage, means, kind } of DAMAGES) {
    const comparison = await compare(damage);
    const said = JSON.stringify(comparison.differences);
    report.check('AUDIT', `${means} is red`, !copyVerdict(comparison).faithful && said === JSON.stringify({ [kind]: 1 }), said);
  }
  await groups(agent, report);
}

async function groups(agent: Agent, report: Report): Promise<void> {
  const group = 'audit-group';
  const commit = (topic: string, offset: number) => agent.call('commit', { cluster: CLUSTER, topic, group, offsets: { 0: offset, 1: offset } });
  const move = async () => {
    const { groups: moved } = await agent.call('audit',
      { source: { cluster: CLUSTER, topic: ORIGINAL }, target: { cluster: CLUSTER, topic: 'audit-none' }, groups: [group] });
    return moveVerdict(moved[group]!);
  };
  await commit(ORIGINAL, 300);
  const missing = await move();
  report.check('AUDIT', 'a group without offset at the target is red', !missing.safe, missing.detail);
  await commit('audit-none', 290);
  const behind = await move();
  report.check('AUDIT', 'a group that goes back ten records is green', behind.safe, behind.detail);
  await commit('audit-none', 301);
  const ahead = await move();
  report.check('AUDIT', 'a group that skips one record is red', !ahead.safe && ahead.detail.includes('1 records skipped'), ahead.detail);
}
