// Measures the library itself: how long `require` takes, and how synth time grows with the number of flows.
// Run by `npx projen bench`; figures are printed, and kept as JSON where the first argument says.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { GroupSelection, KafkaCluster, MirrorMaker2Replication, TlsTrust, TopicSelection } from '../../lib';

const RUNS = 5;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Milliseconds that a fresh process needs to load a module; peers (cdk8s) loaded before do not count. */
function requireMillis(first: string[]): number {
  const program = `${first.map((name) => `require('${name}');`).join('')}const t = process.hrtime.bigint(); require('./lib'); console.log(Number(process.hrtime.bigint() - t) / 1e6)`;
  return median(Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))));
}

/** Milliseconds from the first construct to the written YAML. */
function synthMillis(flows: number): number {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const started = process.hrtime.bigint();
  const app = new App({ outdir });
  const chart = new Chart(app, 'bench');
  const cluster = (alias: string) => KafkaCluster.of(alias, { bootstrapServers: [`${alias}.example.com:9093`], trust: TlsTrust.publicAuthorities() });
  for (let i = 0; i < flows; i++) {
    new MirrorMaker2Replication(chart, `Flow${i}`, {
      source: cluster(`source-${i}`), target: cluster(`target-${i % 10}`), topics: TopicSelection.matching(`orders-${i}-.*`), groups: GroupSelection.named('app'),
    });
  }
  app.synth();
  rmSync(outdir, { recursive: true });
  return Number(process.hrtime.bigint() - started) / 1e6;
}

synthMillis(20); // the first run compiles
const result = {
  node: process.version,
  requireMillis: { withPeers: requireMillis([]), alone: requireMillis(['cdk8s', 'constructs']) },
  synth: [125, 250, 500, 1000, 2000].map((flows) => {
    const millis = median(Array.from({ length: 3 }, () => synthMillis(flows)));
    return { flows, millis: Math.round(millis), millisPerFlow: Number((millis / flows).toFixed(2)) };
  }),
};

console.log(`require: ${result.requireMillis.withPeers.toFixed(0)} ms with cdk8s, ${result.requireMillis.alone.toFixed(0)} ms alone (median of ${RUNS})`);
console.table(result.synth);
if (process.argv[2]) {
  writeFileSync(process.argv[2], `${JSON.stringify(result, undefined, 2)}\n`);
}
