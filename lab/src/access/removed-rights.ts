import type { Changes } from '../experiment/manifest.js';
import type { Site } from '../stage/site.js';
import { FeatureRun } from './feature-run.js';
import { FEATURES, type FeatureName } from './features.js';
import { REASONS } from './reasons.js';
import { aclFor, requiredRights, type RequiredRight } from './required-rights.js';

/** Strimzi-like on both sides: rights come and go one by one. */
const EXAMPLE = 'exactly-once';
const SIDE_BY_SIDE = 4;
/** At least this long is looked for the first records, and once more for what comes after them. */
const LEAST_SECONDS = 12;
/** Stands for what a line is called. */
const LINE = 'LINE';

interface Variant {
  readonly name: string;
  readonly features: readonly FeatureName[];
  readonly changes: Changes;
}

const EVERYWHERE = Object.keys(FEATURES).filter((name) => name !== 'acls') as FeatureName[];

/** Together they use every feature that a right is for. */
const VARIANTS: readonly Variant[] = [
  {
    name: 'once', features: EVERYWHERE, changes: {
      worker: { 'exactly.once.source.support': null },
      source: { 'exactly.once.support': null, 'offset-syncs.topic.location': 'target' },
      checkpoint: { 'offset-syncs.topic.location': 'target' },
    },
  },
  {
    name: 'exactly', features: [...EVERYWHERE, 'acls'], changes: {
      source: { 'offset-syncs.topic.location': 'source', 'sync.topic.acls.enabled': true, 'sync.topic.acls.interval.seconds': 1 },
      checkpoint: { 'offset-syncs.topic.location': 'source' },
    },
  },
];

/** What stopped when one right was taken away. */
export interface RemovedRight extends Omit<RequiredRight, 'alias' | 'principal' | 'reasons'> {
  /** Those of the library's reasons that were seen. */
  readonly reasons: readonly string[];
  readonly stopped: readonly FeatureName[];
}

/** Takes each right away that MM2's users need, one in each run, and looks what stops. */
export async function removedRights(site: Site): Promise<readonly RemovedRight[]> {
  await site.deploy({ example: EXAMPLE });
  // More than its copies are given: they have to be widened.
  await FeatureRun.createHeartbeats(site, site.cluster('kp-local').name, 2);
  const removed: RemovedRight[] = [];
  const known = new Set<string>();
  for (const variant of VARIANTS) {
    const { rights, limitSeconds } = await control(site, variant, 'before');
    const unproven = rights.filter((right) => !known.has(keyOf(right)));
    unproven.forEach((right) => known.add(keyOf(right)));
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async (_, lane) => {
      for (let index = lane; index < unproven.length; index += SIDE_BY_SIDE) {
        removed.push(await without(site, variant, unproven[index]!, `${variant.name}-${index + 1}`, limitSeconds));
      }
    }));
    await control(site, variant, 'after', limitSeconds);
    const silent = [...new Set(rights.flatMap(({ reasons }) => reasons))].filter((reason) => !removed.some(({ reasons }) => reasons.includes(reason)));
    site.check(`${variant.name}: each reason that the library gives was seen`, silent.length === 0, silent.join('; '));
  }
  return removed.sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en'));
}

/**
 * With all rights everything works, also in several runs at once. How long that takes on this machine says how long to look for what does not.
 * Gives back the rights, by names that fit every run.
 */
async function control(site: Site, variant: Variant, when: string, limitSeconds = 60) {
  const runs = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async (_, index) => run(site, variant, `${variant.name}-${when}-${index + 1}`, limitSeconds)));
  const missing = [...new Set(runs.flatMap(({ works }) => variant.features.filter((feature) => !works.has(feature))))];
  const seconds = Math.max(...runs.map((each) => each.seconds));
  site.check(`${variant.name}: with the rights that acls prints everything works, ${when} the others`,
    missing.length === 0, missing.map((feature) => FEATURES[feature].stops).join('; ') || `${runs[0]!.rights.length} rights, ${seconds.toFixed(0)} s`);
  return { rights: runs[0]!.rights, limitSeconds: Math.max(LEAST_SECONDS, seconds) };
}

async function without(site: Site, variant: Variant, right: RequiredRight, name: string, limitSeconds: number): Promise<RemovedRight> {
  const { works } = await run(site, variant, name, limitSeconds, keyOf(right));
  const stopped = variant.features.filter((feature) => !works.has(feature));
  const reasons = right.reasons.filter((reason) => [REASONS[reason]!].flat().some((feature) => stopped.includes(feature)));
  site.check(`without ${right.operation} on ${right.resource} ${right.name}${right.pattern === 'prefix' ? '*' : ''} at the ${right.side}: ${reasons.join('; ') || right.reasons.join('; ')}`,
    reasons.length > 0, stopped.join(' ') || 'everything works');
  const { side, resource, name: on, pattern, operation } = right;
  return { side, resource, name: on, pattern, operation, reasons, stopped };
}

/** One run with all rights, or all but one. */
async function run(site: Site, { features, changes }: Variant, name: string, limitSeconds: number, removed?: string) {
  const replication = await FeatureRun.of(site, { example: EXAMPLE, name, topics: `${name}-.+`, changes });
  const { mirror, storageTopics } = replication;
  try {
    const rights = await requiredRights(replication.deployment.file);
    const nameless = rights.map((right) => ({ ...right, name: right.name.replaceAll(name, LINE) }));
    const taken = rights.filter((_, index) => keyOf(nameless[index]!) === removed);
    if (removed !== undefined && taken.length !== 1) {
      throw new Error(`${name}: there are ${taken.length} rights '${removed}'`);
    }
    for (const side of ['source', 'target'] as const) {
      await site.cluster(side === 'source' ? mirror.sourceAlias : mirror.targetAlias).allow(rights.filter((right) => right.side === side && !taken.includes(right)).map(aclFor));
    }
    await site.cluster(mirror.sourceAlias).allow([{ principal: 'User:reader', resource: 'TOPIC', name: replication.first, pattern: 'LITERAL', operations: ['READ'] }]);
    // What is there already needs no Create, unless that is what is tried.
    const existing = [
      ...storageTopics.map((topic) => ({ name: topic, partitions: 1, configs: { 'cleanup.policy': 'compact' } })),
      { name: replication.copyOf('heartbeats'), partitions: 1, configs: {} },
    ].filter(({ name: topic }) => !taken.some((right) => right.operation === 'Create' && right.name === topic));
    await replication.prepare(existing);
    return { ...await replication.observe(features, limitSeconds), rights: nameless };
  } finally {
    replication.end();
  }
}

function keyOf({ side, resource, name, pattern, operation }: Omit<RequiredRight, 'alias' | 'principal' | 'reasons'>): string {
  return [side, resource, name, pattern, operation].join(' ');
}
