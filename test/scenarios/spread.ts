import { EffectiveConfig } from '../../src/effective';
import { dryRun } from '../../src/planning/dry-run';

/** One copy that some connector makes. */
interface Copy { readonly from: string; readonly topic: string; readonly to: string; readonly remoteTopic: string }

/** Names by cluster. */
export type Topics = Record<string, readonly string[]>;

/** Every topic that there is in the end, when the connectors have copied all they take; names that grow for ever are cut off at a few rounds. */
export function spread(configs: readonly EffectiveConfig[], seeds: Topics, rounds = 8): Topics {
  const topics = new Map(Object.entries(seeds).map(([alias, names]) => [alias, new Set(names)]));
  for (let round = 0; round < rounds; round++) {
    const added = copies(configs, topics).filter(({ to, remoteTopic }) => !topics.get(to)?.has(remoteTopic));
    if (added.length === 0) break;
    added.forEach(({ to, remoteTopic }) => topics.set(to, (topics.get(to) ?? new Set()).add(remoteTopic)));
  }
  return Object.fromEntries([...topics].map(([alias, names]) => [alias, [...names].sort()]));
}

function copies(configs: readonly EffectiveConfig[], topics: ReadonlyMap<string, ReadonlySet<string>>): Copy[] {
  const { flows } = dryRun(configs, { topics: [...new Set([...topics.values()].flatMap((names) => [...names]))], groups: [] });
  return flows.flatMap(({ source, target, topics: verdicts }) => verdicts.flatMap(({ name, remoteTopic }): Copy[] =>
    remoteTopic !== undefined && topics.get(source)?.has(name) ? [{ from: source, topic: name, to: target, remoteTopic }] : []));
}
