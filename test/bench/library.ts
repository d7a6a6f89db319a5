// Measures the library itself: how long `require` takes, and how synth time grows with the number of flows, above what bare cdk8s needs
// for the same objects. Run by `npx projen bench:synth`; figures are printed, and kept as JSON where the first argument says.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { GroupSelection, KafkaCluster, MirrorMaker2Replication, TlsTrust, TopicSelection } from '../../lib';

const RUNS = 5;

/** The bars: milliseconds of `require`, and per flow above bare cdk8s. */
const BARS = { requireMillis: 150, millisPerFlow: 10 };

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Milliseconds that a fresh process needs to load a module; peers (cdk8s) loaded before do not count. */
function requireMillis(first: string[]): number {
  const program = `${first.map((name) => `require('${name}');`).join('')}const t = process.hrtime.bigint(); require('./lib'); console.log(Number(process.hrtime.bigint() - t) / 1e6)`;
  return median(Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))));
}

/** Milliseconds from the first construct to the written YAML, and the objects that were written. */
function synth(fill: (chart: Chart) => void): { millis: number; objects: any[] } {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const started = process.hrtime.bigint();
    const app = new App({ outdir });
    fill(new Chart(app, 'bench'));
    app.synth();
    const millis = Number(process.hrtime.bigint() - started) / 1e6;
    return { millis, objects: parseAllDocuments(readFileSync(join(outdir, 'bench.k8s.yaml'), 'utf8')).map((document) => document.toJS()) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function flows(count: number): (chart: Chart) => void {
  const cluster = (alias: string) => KafkaCluster.of(alias, { bootstrapServers: [`${alias}.example.com:9093`], trust: TlsTrust.publicAuthorities() });
  return (chart) => {
    for (let i = 0; i < count; i++) {
      new MirrorMaker2Replication(chart, `Flow${i}`, {
        source: cluster(`source-${i}`), target: cluster(`target-${i % 10}`), topics: TopicSelection.matching(`orders-${i}-.*`), groups: GroupSelection.named('app'),
      });
    }
  };
}

function measure(count: number) {
  const { objects } = synth(flows(count));
  const bare = (chart: Chart) => objects.forEach((object, i) => new ApiObject(chart, `Object${i}`, object));
  // Interleaved: a noisy moment hits both.
  const pairs = Array.from({ length: RUNS }, () => [synth(flows(count)).millis, synth(bare).millis]);
  const [library, cdk8s] = [0, 1].map((column) => median(pairs.map((pair) => pair[column])));
  const millisPerFlowAbove = Number(((library - cdk8s) / count).toFixed(2));
  return { flows: count, libraryMillis: Math.round(library), cdk8sMillis: Math.round(cdk8s), millisPerFlowAbove };
}

process.stderr.write = () => true; // findings
measure(20); // the first run compiles
const result = {
  node: process.version,
  bars: BARS,
  requireMillis: { withPeers: requireMillis([]), alone: requireMillis(['cdk8s', 'constructs']) },
  synth: [1, 10, 100, 1000].map(measure),
};

console.log(`require: ${result.requireMillis.withPeers.toFixed(0)} ms with cdk8s, ${result.requireMillis.alone.toFixed(0)} ms alone (median of ${RUNS}; bar ${BARS.requireMillis})`);
console.table(result.synth);
if (process.argv[2]) {
  writeFileSync(process.argv[2], `${JSON.stringify(result, undefined, 2)}\n`);
}
const missed = result.requireMillis.withPeers >= BARS.requireMillis || result.synth.some(({ millisPerFlowAbove }) => millisPerFlowAbove > BARS.millisPerFlow);
if (missed) {
  console.log('a bar is not reached');
  process.exitCode = 1;
}
