import { AttackMatrix } from '../../access/attack-matrix.js';
import { keepAttacks } from '../../access/attack-page.js';
import { administratorSettings, clientSettings } from '../../access/client-settings.js';
import { EmittedAccess } from '../../access/emitted-access.js';
import { removedRights } from '../../access/removed-rights.js';
import { keepRights } from '../../access/rights-page.js';
import type { AttackedObject } from '../../agent.js';
import { copyVerdict, MirrorAudit, moveVerdict } from '../../audit.js';
import { FAITHFUL, text } from '../../experiment/observation.js';
import { until } from '../../wait.js';
import { Line, prepareVictims } from '../line.js';
import { Site, type StageContext } from '../site.js';
import { exhaustedQuota } from './s10-quota.js';

const LINES = {
  retail: { 'retail-orders': 6, 'retail-payments': 3, 'retail.returns': 2 },
  logistics: { 'logistics-shipments': 10, 'logistics-tracking': 12 },
  finance: { 'finance-ledger': 5 },
};
const COMPACTED = ['finance-ledger'];
const RECORDS = 600;

/** Each right of MM2 taken away by itself. */
export async function singleRights(context: StageContext): Promise<void> {
  await Site.run('S10-rights', context, async (site) => {
    const removed = await removedRights(site);
    const isProven = removed.length > 0 && removed.every(({ reasons }) => reasons.length > 0);
    site.check('no right is superfluous', isProven, `${removed.length} rights taken away`);
    if (context.write && isProven) {
      keepRights(removed);
    }
  });
}

/** Three lines of business side by side: what each does, what a quota does, and what each can do to the others. */
export async function linesOfBusiness(context: StageContext): Promise<void> {
  await Site.run('S10-lines', context, async (site) => {
    const lines: Line[] = [];
    for (const [name, topics] of Object.entries(LINES)) {
      lines.push(await Line.of(site, name, topics));
    }
    await Promise.all(lines.map(fill));
    await Promise.all(lines.map(async ({ deployment }) => deployment.start()));
    await Promise.all(lines.map(async (line) => audit(site, line)));
    const matrix = await attack(site, lines);
    // The smallest budget: it is below what the lab's cores copy.
    await exhaustedQuota(site, lines[2]!, lines[1]!);
    matrix.print();
    if (context.write && matrix.isProven) {
      const source = site.cluster(lines[0]!.deployment.mirror.sourceAlias).name;
      keepAttacks(matrix.rows((cluster) => cluster === source ? 'source' : 'target'));
    }
  });
}

async function fill(line: Line): Promise<void> {
  for (const trial of line.trials) {
    const isCompacted = COMPACTED.includes(trial.topic);
    const partitions = line.partitions(trial.topic);
    await trial.createTopic(partitions, isCompacted ? { 'cleanup.policy': 'compact' } : {});
    // A key for each record: compaction leaves them all.
    await trial.produce('all', { count: RECORDS, ...(isCompacted ? { keys: RECORDS } : { partitions }) });
    // At the end: where a group stands far behind, MM2 that catches up fast may have no pair of offsets (moveVerdict).
    await trial.agent.call('commit', { ...trial.atSource, group: line.group, offsets: (await trial.agent.call('endOffsets', trial.atSource))! });
  }
}

/** With exactly the rights of the YAML a line copies all of its topics, and its group can go on at the target. */
async function audit(site: Site, line: Line): Promise<void> {
  const { agent, report } = site.context;
  const { workers, flow, mirror } = line.deployment;
  for (const trial of line.trials) {
    await trial.arrived(['all'], 120);
    const observed = await trial.observe();
    site.check(`${trial.remoteTopic}: ${FAITHFUL.says}`, FAITHFUL.holds(observed), text(observed));
    let detail = '';
    const moved = await until('the group has offsets', 60, async () => {
      const { groups, ...comparison } = await agent.call('audit', { source: trial.atSource, target: trial.atTarget, groups: [line.group] });
      const verdict = moveVerdict(groups[line.group]!);
      detail = verdict.safe ? Object.values(groups[line.group]!).map((move) => typeof move === 'string' ? move : `${move.source}->${move.target}`).join(' ') : verdict.detail;
      return verdict.safe && copyVerdict({ ...comparison, groups }).faithful ? true : undefined;
    }).catch(() => false);
    site.check(`${trial.remoteTopic}: group ${line.group} goes on there, and skips nothing`, moved, detail);
  }
  const [source, target] = [site.cluster(mirror.sourceAlias), site.cluster(mirror.targetAlias)];
  await new MirrorAudit({ scenario: `${site.name} ${line.name}`, flow, mirror, source, target, group: line.group }, agent, report).internalTopics();
  const deviations = await workers.deviations();
  site.check(`${line.name}: Connect runs the connectors as they were sent`, deviations.length === 0, deviations.join('; '));
  site.check(`${line.name}: no request was refused`, workers.refusals().length === 0, workers.refusals().slice(0, 3).join('; '));
}

/** Each line's credentials against everything of the others, on both clusters. */
async function attack(site: Site, lines: readonly Line[]): Promise<AttackMatrix> {
  const access = EmittedAccess.of(lines[0]!.deployment.file);
  const matrix = new AttackMatrix(site);
  const everybodys: AttackedObject[] = [{ kind: 'broker', name: '1' }, { kind: 'topic', name: '__consumer_offsets' }, { kind: 'topic', name: '__transaction_state' }];
  for (const side of ['source', 'target'] as const) {
    const cluster = site.cluster(side === 'source' ? lines[0]!.deployment.mirror.sourceAlias : lines[0]!.deployment.mirror.targetAlias);
    await prepareVictims(site, cluster.name, 'proof-topic', 'proof-group', `proof-transactions-at-${side}`);
    await Promise.all(lines.map(async (line) => line.prepareVictims(side)));
    await matrix.prove(cluster.name, administratorSettings(cluster), [
      { kind: 'topic', name: 'proof-topic' }, { kind: 'group', name: 'proof-group' }, { kind: 'transactionalId', name: `proof-transactions-at-${side}` },
      { kind: 'user', name: 'proof-user' }, { kind: 'broker', name: '1' },
    ], 'proof-topic');
    for (const line of lines) {
      const { rights, ...login } = line.login(side, access);
      await matrix.attack({
        name: line.name, cluster: cluster.name, settings: await clientSettings(cluster, login), rights, readable: line.victim(side), own: line.victims(side),
        others: [...lines.filter((other) => other !== line).flatMap((other) => other.belongings(side)), ...everybodys],
      });
    }
  }
  return matrix;
}
