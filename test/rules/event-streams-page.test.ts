import { readFileSync } from 'fs';
import { join } from 'path';
import { EventStreamsPlan, GroupSelection, MirrorMaker2Replication, TopicSelection } from '../../src';
import { EVENT_STREAMS_TOPIC_CONFIGS } from '../../src/core/event-streams-plan';
import { clustersByServer } from '../../src/rules/clusters';
import { internalTopicsByCluster } from '../../src/rules/internal-topics';
import { Replication } from '../../src/rules/replication';
import { cloud, onPrem } from '../support/clusters';
import { chart } from '../support/synth';

const page = readFileSync(join(__dirname, '../../docs/event-streams.md'), 'utf8');

test('the page says how many partitions internal topics take with the defaults', () => {
  const replication = new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: cloud, topics: TopicSelection.named('orders'), groups: GroupSelection.all() });
  const all = [{ config: replication.binding.effectiveConfig(), acknowledged: {}, eventStreamsPlan: 'standard' }];
  const partitions = internalTopicsByCluster(all).partitionsAt(clustersByServer(all).targetOf(Replication.of(all[0].config)));
  expect(page).toContain(`MM2 takes ${partitions} with the library's defaults`);
});

test.each(EventStreamsPlan._all().map((plan) => [plan.name, plan] as const))('the page gives the limits of the plan %s', (name, plan) => {
  const row = page.split('\n').find((line) => line.toLowerCase().startsWith(`| ${name.replace('-', ' ')} |`))!;
  const [, , partitions, carries, mm2] = row.split('|').map((cell) => cell.trim());
  expect(partitions).toBe(plan.partitions.toLocaleString('en-US'));
  const kibibytes = plan.throughput.toBytesPerSecond() / 1024;
  expect(carries).toMatch(new RegExp(`^${kibibytes < 1024 ? `${kibibytes} KB/s` : `${kibibytes / 1024} MB/s`}\\b`));
  expect(mm2.startsWith('yes')).toBe(plan.supportsConnect);
});

test('the page lists the topic configurations that may be set', () => {
  expect(EVENT_STREAMS_TOPIC_CONFIGS.filter((config) => !page.includes(`\`${config}\``))).toEqual([]);
});
