import * as fc from 'fast-check';
import { Severity } from '../../src/core';
import { EffectiveConfig } from '../../src/effective';
import { dryRun } from '../../src/planning/dry-run';
import { LOOPS } from '../../src/rules/loops';
import { goodResource } from './situation';

const seed = Number(process.env.FC_SEED ?? 20261123);
const runs = Number(process.env.FC_RUNS ?? 100);

/** A flow between two of three clusters, as somebody may have written it. */
interface Flow { readonly from: number; readonly to: number; readonly topics: string; readonly separator: string; readonly isIdentity: boolean }

const flow = (from: number, to: number): fc.Arbitrary<Flow> => fc.record({
  from: fc.constant(from), to: fc.constant(to),
  topics: fc.constantFrom('.*', '.*', 'orders', 'orders|a\\.orders', '[a-z]+', '.*orders', '(?:[^.]+\\.)?orders', 'b.*', 'retail\\.returns', '.*[._-]orders', 'heartbeats|orders'),
  separator: fc.constantFrom('.', '.', '.', '_', '-'),
  isIdentity: fc.boolean(),
});

/** A circle of two or three clusters, and perhaps one flow more: at random there would be few circles. */
const flows: fc.Arbitrary<Flow[]> = fc.tuple(
  fc.constantFrom([[0, 1], [1, 0]], [[0, 1], [1, 2], [2, 0]]), fc.constantFrom([], [], [[0, 2]], [[1, 2]], [[2, 1]]),
).chain(([circle, more]) => fc.tuple(...[...circle, ...more].map(([from, to]) => flow(from, to))));

const names = fc.constantFrom(['a', 'b', 'c'], ['kp-a', 'kp-b', 'c'], ['a.x', 'b.y', 'c'], ['a_x', 'b', 'c_z'], ['a', 'a.b', 'b']);

function configsOf(some: readonly Flow[], aliases: readonly string[]): EffectiveConfig[] {
  return some.map(({ from, to, topics, separator, isIdentity }, i) => {
    const resource = goodResource(`r${i}`, aliases[from], aliases[to]);
    const [mirror] = resource.spec.mirrors;
    mirror.topicsPattern = topics;
    for (const { config } of [mirror.sourceConnector, mirror.checkpointConnector]) {
      config['replication.policy.separator'] = separator;
      if (isIdentity) config['replication.policy.class'] = 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy';
    }
    return EffectiveConfig.fromKafkaMirrorMaker2(resource);
  });
}

/** Whether a topic comes back to a cluster under a name that it had there, or for the third time: followed copy by copy. */
function goesRound(configs: readonly EffectiveConfig[], cluster: string, topic: string, trail: readonly (readonly [string, string])[] = []): boolean {
  const visits = trail.filter(([at]) => at === cluster);
  if (visits.some(([, name]) => name === topic) || visits.length >= 2) return true;
  const leaving = dryRun(configs, { topics: [topic], groups: [] }).flows.filter(({ source }) => source === cluster);
  return leaving.some(({ target, topics }) => topics.some(({ remoteTopic }) =>
    remoteTopic !== undefined && goesRound(configs, target, remoteTopic, [...trail, [cluster, topic]])));
}

function loopsOf(configs: readonly EffectiveConfig[]): { flow: number; message: string }[] {
  const all = configs.map((config) => ({ config, acknowledged: {} }));
  return all.flatMap((subject, i) => [...LOOPS[0].check!(subject, all)]
    .filter(({ severity }) => severity !== Severity.WARNING).map(({ message }) => ({ flow: i, message })));
}

test('whatever topic goes round, the rule sees a loop', () => {
  let found = 0;
  fc.assert(fc.property(flows, names, fc.constantFrom('orders', 'retail.returns', 'b1', 'xorders'), (some, aliases, topic) => {
    const configs = configsOf(some, aliases);
    if (aliases.some((alias) => goesRound(configs, alias, topic))) {
      found += 1;
      expect(loopsOf(configs)).not.toEqual([]);
    }
  }), { seed, numRuns: runs });
  expect(found).toBeGreaterThan(runs / 25);
});

test('every loop that the rule sees is one: its topic goes round', () => {
  let found = 0;
  fc.assert(fc.property(flows, names, (some, aliases) => {
    const configs = configsOf(some, aliases);
    for (const loop of loopsOf(configs)) {
      found += 1;
      const topic = JSON.parse(/^topic ("(?:[^"\\]|\\.)*")/.exec(loop.message)![1]);
      expect({ loop, goesRound: goesRound(configs, aliases[some[loop.flow].from], topic) }).toEqual({ loop, goesRound: true });
    }
  }), { seed, numRuns: runs });
  expect(found).toBeGreaterThan(runs / 25);
});
