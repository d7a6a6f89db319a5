import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Agent } from './agent.js';
import type { ClusterContext, KafkaCluster } from './cluster.js';
import { keepResult } from './conditions/results.js';
import { flowsOf, Mirror, UnusableInput, type Flow } from './effective.js';
import { EventStreamsCluster } from './event-streams.js';
import { TestBed } from './experiment/test-bed.js';
import { DevelopmentCluster, ScramCluster } from './local.js';
import { Network, type Endpoint } from './network.js';
import { Process } from './process.js';
import { Replication } from './replication.js';
import { Report } from './report.js';
import { PodNetwork } from './runtimes/pod-network.js';
import { CLUSTER_NAMES, isExperiment, isMeant, isReplication, isStage, SCENARIOS, type ClusterName, type ExperimentScenario, type ReplicationScenario, type Scenario } from './scenarios.js';
import { selfTest } from './self-test.js';
import type { StageScenario } from './stage/scenarios/index.js';
import { chosenFaults } from './stage/scenarios/s21-faults.js';
import type { StageContext } from './stage/site.js';
import { CertificateAuthority } from './tls.js';
import type { Seed } from './topics.js';
import { Wave } from './wave.js';

/** Replications or experiments that run side by side; more would only wait for the cores. */
const SIDE_BY_SIDE = 4;
/** Each of these has clusters of its own: more would not fit into the memory of a small machine. */
const STAGES_SIDE_BY_SIDE = 2;
const KILLS = 3;
const RESULT = join(import.meta.dirname, '..', 'results', 'last-run.json');

const USAGE = 'usage: run.sh [--list] [--keep] [--seed NUMBER] [--kills NUMBER] [--faults NUMBER,NAME,...] [--write] [SCENARIO ...]';

interface Planned {
  readonly scenario: ReplicationScenario;
  readonly flows: readonly Flow[];
}

async function main(): Promise<number> {
  const { values, positionals } = arguments_();
  if (values.list) {
    SCENARIOS.forEach(({ id, ci, description }) => console.log(`${id.padEnd(13)} ${ci ? 'CI' : '  '}  ${description}`));
    return 0;
  }
  const unknown = positionals.filter((id) => !SCENARIOS.some((scenario) => isMeant(scenario, id)));
  if (unknown.length > 0) {
    throw new UnusableInput(`unknown scenario ${unknown.join(', ')}; --list shows them`);
  }
  const chosen = SCENARIOS.filter((scenario) => positionals.length === 0 ? scenario.ci : positionals.some((id) => isMeant(scenario, id)));
  const planned = await Promise.all(chosen.filter(isReplication)
    .map(async (scenario): Promise<Planned> => ({ scenario, flows: await flowsOf(scenario.yaml) })));
  const kills = Number(values.kills ?? KILLS);
  if (!Number.isInteger(kills) || kills < 1) {
    throw new UnusableInput(`--kills must be a whole number from 1, got '${values.kills}'`);
  }
  const faults = values.faults?.split(',');
  chosenFaults(faults);
  const seed: Seed = { number: Number(values.seed ?? randomInt(1, 1_000_000)), baseTime: Date.now() - 3_600_000 };

  const report = new Report();
  const folder = mkdtempSync(join(tmpdir(), 'kafka-lab-'));
  const keep = values.keep;
  onSignals(() => clean(folder, keep));
  try {
    report.progress(`scenarios ${chosen.map(({ id }) => id).join(' ')}; seed ${seed.number}, first timestamp ${seed.baseTime}`);
    await run(chosen, planned, folder, seed, report, { write: values.write, kills, faults });
  } catch (error) {
    report.check('LAB', 'the lab itself works', false, (error as Error).stack ?? String(error));
  } finally {
    clean(folder, keep);
  }
  report.write(RESULT, { scenarios: chosen.map(({ id }) => id), seed });
  console.log(`${report.passed} passed, ${report.failed} failed`);
  return report.failed === 0 && report.passed > 0 ? 0 : 1;
}

interface Options {
  readonly write: boolean;
  readonly kills: number;
  readonly faults: readonly string[] | undefined;
}

async function run(
  chosen: readonly Scenario[], planned: readonly Planned[], folder: string, seed: Seed, report: Report, { write, kills, faults }: Options,
): Promise<void> {
  const agent = new Agent(join(folder, 'agent.log'));
  const network = new Network(join(folder, 'hosts'));
  const context: ClusterContext = { folder, network, agent };
  const tls = join(folder, 'tls');
  const publicAuthority = new CertificateAuthority('public-ca', tls);
  const selfTested = chosen.some((scenario) => scenario.id === 'AUDIT');
  const clusters = new Map<ClusterName, KafkaCluster>();
  for (const name of CLUSTER_NAMES) {
    const clients = clientsOf(name, planned);
    if (clients.length > 0 || (selfTested && name === 'local-dev')) {
      clusters.set(name, name === 'local-dev' ? new DevelopmentCluster(name, context, clients)
        : name === 'event-streams' ? new EventStreamsCluster(name, context, clients, publicAuthority)
          : new ScramCluster(name, context, clients, new CertificateAuthority(`${name}-ca`, tls)));
    }
  }
  try {
    await Promise.all([...clusters.values()].map((cluster) => cluster.start()));
    if (clusters.size > 0) {
      report.progress(`clusters run: ${[...clusters.keys()].join(', ')}`);
    }
    if (selfTested) {
      await selfTest(agent, report, seed);
    }
    const jvmOptions = publicAuthority.jvmTrustStoreOptions();
    const replications = planned.flatMap(({ scenario, flows }) => flows.map((flow) =>
      new Replication(scenario, flow, (alias) => clusters.get(clusterOf(scenario, alias))!, { folder, network, agent, report, jvmOptions })));
    for (let first = 0; first < replications.length; first += SIDE_BY_SIDE) {
      await new Wave(replications.slice(first, first + SIDE_BY_SIDE), agent, report, seed).run();
    }
    [...clusters.values()].forEach((cluster) => cluster.stop());
    await stages(chosen.filter(isStage), { ...context, report, kills, write, faults });
    await experiment(chosen.filter(isExperiment), new TestBed(context, report), write);
  } catch (error) {
    console.log([...clusters.values()].map((cluster) => cluster.log()).join('\n'));
    throw error;
  }
}

async function stages(scenarios: readonly StageScenario[], context: StageContext): Promise<void> {
  const waiting = [...scenarios];
  await Promise.all(Array.from({ length: STAGES_SIDE_BY_SIDE }, async () => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      await scenario.stage(context);
    }
  }));
}

/** Experiments mostly wait: several go on at once, each on its own topics. One that cannot be carried out does not end the others. */
async function experiment(scenarios: readonly ExperimentScenario[], bed: TestBed, write: boolean): Promise<void> {
  const waiting = [...scenarios];
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const result = await scenario.run(bed).catch((error: Error) => bed.report.check(scenario!.id, 'the experiment can be carried out', false, error.stack));
      if (result && write) {
        keepResult(result, bed.report);
      }
    }
  }));
}

/** The addresses under which the YAML of all chosen scenarios reaches a cluster. */
function clientsOf(cluster: ClusterName, planned: readonly Planned[]): Endpoint[] {
  const all = planned.flatMap(({ scenario, flows }) => flows.flatMap((flow) => Mirror.of(flow)).flatMap((mirror) =>
    ([['source', mirror.sourceAlias], ['target', mirror.targetAlias]] as const)
      .filter(([, alias]) => clusterOf(scenario, alias) === cluster).flatMap(([side]) => mirror.endpoints(side))));
  return [...new Map(all.map((endpoint) => [`${endpoint.host}:${endpoint.port}`, endpoint])).values()];
}

function clusterOf(scenario: ReplicationScenario, alias: string): ClusterName {
  const cluster = scenario.clusters[alias];
  if (cluster === undefined) {
    throw new UnusableInput(`${scenario.id}: ${scenario.yaml} names a cluster '${alias}', which the lab does not have`);
  }
  return cluster;
}

function arguments_() {
  try {
    return parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' }, keep: { type: 'boolean', default: false }, seed: { type: 'string' }, kills: { type: 'string' }, faults: { type: 'string' }, write: { type: 'boolean', default: false } } });
  } catch (error) {
    throw new UnusableInput(`${(error as Error).message.split('\n')[0]}; ${USAGE}`);
  }
}

function clean(folder: string, keep: boolean): void {
  Process.killAll();
  PodNetwork.removeAll();
  if (keep) {
    console.log(`kept: ${folder}`);
  } else {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function onSignals(cleanUp: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      cleanUp();
      process.exit(1);
    });
  }
}

main().then((code) => process.exit(code), (error: Error) => {
  Process.killAll();
  console.error(error instanceof UnusableInput ? `lab: ${error.message}` : error);
  process.exit(error instanceof UnusableInput ? 2 : 1);
});
