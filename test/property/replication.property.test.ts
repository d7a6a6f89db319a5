import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { EventStreamsTarget, ExternalSecrets, Finding, Findings, KafkaCluster, MirrorMaker2Replication, Severity, UserSecretMirror } from '../../src';
import { check } from '../../src/cli/check';
import { secretsOf } from '../../src/clusters/secrets-of';
import { schemaErrors } from '../schemas/schema-errors';
import { ALL_INPUTS, Inputs, Program } from './inputs';
import { publicInputs } from './public-inputs';

const seed = Number(process.env.FC_SEED ?? 20261123);
const runs = Number(process.env.FC_RUNS ?? 500);
const shareOfValid = 0.6;

const known = new Inputs();
known.program();

const folder = mkdtempSync(join(tmpdir(), 'kafka-replication-property-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

/** Programs in which one input is bad, any, or none; made once for each. */
const programs = new Map<string | undefined, fc.Arbitrary<Program>>();
function programsWith(bad: string | undefined): fc.Arbitrary<Program> {
  const arbitrary = programs.get(bad) ?? new Inputs(bad).program();
  programs.set(bad, arbitrary);
  return arbitrary;
}

/** What a program leads to. */
interface Outcome {
  readonly app: App;
  readonly yaml?: string;
  readonly error?: unknown;
}

function run(program: Program): Outcome {
  const app = new App();
  try {
    build(app, program);
    return { app, yaml: app.synthYaml() as string };
  } catch (error) {
    return { app, error };
  }
}

function build(app: App, { chartNamespace, target, replications, secrets, mirror }: Program): void {
  const chart = new Chart(app, 'test', { namespace: chartNamespace });
  const cluster = target instanceof KafkaCluster ? target : new EventStreamsTarget(chart, 'Target', target);
  const all = replications.map(({ props, more, metrics, logLayout }, i) => {
    const replication = new MirrorMaker2Replication(chart, `Replication${i}`, { ...props, target: cluster });
    more.forEach(({ source, options }) => replication.addSource(source, options));
    if (metrics) replication.binding.useMetrics(metrics);
    if (logLayout) replication.binding.useLogLayout(logLayout);
    return replication;
  });
  if (secrets) new ExternalSecrets(chart, 'Secrets', { ...secrets, replications: all });
  if (mirror && chartNamespace !== undefined && secretsOf(cluster.cluster).length > 0) new UserSecretMirror(chart, 'Mirror', { ...mirror, cluster, replications: all });
}

/** The output is schema-valid, and `kafka-replication check` says of it what the synth said: nothing that is an error. */
function expectGood({ app, yaml }: Outcome): void {
  if (yaml === '') return; // machines get no manifest
  const file = join(folder, 'output.yaml');
  writeFileSync(file, yaml!);
  expect(parseAllDocuments(yaml!).flatMap((document) => schemaErrors(document.toJS()))).toEqual([]);
  const checked = check([file], { acknowledge: {} });
  expect(checked.filter(({ severity, acknowledged }) => severity === Severity.ERROR && acknowledged === undefined)).toEqual([]);
  expect(summary(checked)).toEqual(summary(Findings.of(app)));
}

/** One line per problem: `[path] prop problem…`, fit to be read by a person. */
function expectReadable(error: unknown): void {
  expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
  const [title, ...problems] = (error as Error).message.split('\n');
  expect(title).toBe('Validation failed with the following errors:');
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) {
    expect(problem).toMatch(/^ {2}\[[\w/]*\] \S+ \S.{0,900}$/);
    expect(problem).not.toMatch(/undefined|\[object |TypeError|^ *at /);
  }
}

/** Findings without their place: a prop at synth, a JSON path in a file. */
function summary(findings: readonly Finding[]): string[] {
  return findings.map(({ code, severity, resource, message, acknowledged }) => [code, severity, resource, message, acknowledged ?? ''].join('; ')).sort();
}

test('the generator knows every public input', () => {
  expect([...publicInputs()].filter((input) => !known.known.has(input))).toEqual([]);
});

test('the generator invents no input', () => {
  expect([...known.known].filter((input) => !publicInputs().has(input))).toEqual([]);
});

/** Programs, two in three without a bad input. */
const bad = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 13 },
  { arbitrary: fc.constantFrom(...known.known), weight: 6 },
  { arbitrary: fc.constant(ALL_INPUTS), weight: 1 },
);
const anyProgram = bad.chain((input) => fc.tuple(fc.constant(input), programsWith(input)));

test(`every program gives schema-valid output without an error, or a readable refusal (FC_SEED=${seed})`, () => {
  let valid = 0;
  const refusedFor = new Set<string>();
  fc.assert(fc.property(anyProgram, ([input, program]) => {
    const outcome = run(program);
    if (outcome.error === undefined) {
      expectGood(outcome);
      valid++;
    } else {
      expectReadable(outcome.error);
      refusedFor.add(input ?? 'nothing');
    }
  }), { seed, numRuns: runs });
  expect(valid / runs).toBeGreaterThanOrEqual(shareOfValid);
  // The refusals are not all for one reason.
  expect(refusedFor.size).toBeGreaterThan(runs / 50);
}, 120_000);

test(`the same program gives the same output, or the same refusal, again (FC_SEED=${seed})`, () => {
  fc.assert(fc.property(anyProgram, ([, program]) => {
    const [first, second] = [run(program), run(program)];
    expect([second.yaml, String(second.error)]).toEqual([first.yaml, String(first.error)]);
  }), { seed: seed + 1, numRuns: runs / 5 });
}, 120_000);
