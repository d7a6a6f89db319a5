import { CONDITIONS } from './conditions/index.js';
import { prove, type ConditionResult } from './experiment/condition.js';
import type { TestBed } from './experiment/test-bed.js';
import { STAGES, type StageScenario } from './stage/scenarios/index.js';

export const CLUSTER_NAMES = ['local-dev', 'kp-local', 'es-onprem', 'event-streams'] as const;
export type ClusterName = typeof CLUSTER_NAMES[number];

/** Replications, as the YAML describes them. */
export interface ReplicationScenario {
  readonly id: string;
  readonly description: string;
  readonly ci: boolean;
  /** Folder of synthesized files, or a hand-written file; relative to the project's root. */
  readonly yaml: string;
  /** The cluster of the lab that plays each alias of the YAML. */
  readonly clusters: Readonly<Record<string, ClusterName>>;
}

/** An experiment on small replications that are described in code; a condition's result goes to its page. */
export interface ExperimentScenario {
  readonly id: string;
  readonly description: string;
  readonly ci: boolean;
  readonly run: (bed: TestBed) => Promise<ConditionResult | void>;
}

export interface SelfTestScenario {
  readonly id: 'AUDIT';
  readonly description: string;
  readonly ci: boolean;
}

export type Scenario = ReplicationScenario | ExperimentScenario | StageScenario | SelfTestScenario;

export function isReplication(scenario: Scenario): scenario is ReplicationScenario {
  return 'yaml' in scenario;
}

export function isExperiment(scenario: Scenario): scenario is ExperimentScenario {
  return 'run' in scenario;
}

export function isStage(scenario: Scenario): scenario is StageScenario {
  return 'stage' in scenario;
}

/** An id stands for one scenario, its part before the colon for all that begin so. */
export function isMeant(scenario: Scenario, id: string): boolean {
  return scenario.id === id || scenario.id.startsWith(`${id}:`);
}

const example = (name: string) => `examples/${name}/dist`;

const LAPTOP_AND_CLOUD = { 'local-dev': 'local-dev', 'kp-remote': 'event-streams' } as const;
const OPENSHIFT_AND_CLOUD = { 'kp-local': 'kp-local', 'kp-remote': 'event-streams' } as const;

export const SCENARIOS: readonly Scenario[] = [
  { id: 'AUDIT', ci: true, description: 'the audit itself: one record lost, doubled, swapped or changed turns it red, a faithful copy does not' },
  { id: 'S1', ci: true, clusters: LAPTOP_AND_CLOUD, yaml: example('local-to-event-streams'), description: 'development cluster without security -> Event Streams' },
  { id: 'S2', ci: true, clusters: OPENSHIFT_AND_CLOUD, yaml: example('openshift-to-event-streams'), description: 'Strimzi cluster (TLS, SCRAM) -> Event Streams' },
  { id: 'S3', ci: true, clusters: LAPTOP_AND_CLOUD, yaml: example('event-streams-to-local'), description: 'Event Streams (Reader key) -> development cluster' },
  { id: 'S4', ci: true, clusters: OPENSHIFT_AND_CLOUD, yaml: example('event-streams-to-openshift'), description: 'Event Streams (Reader key) -> Strimzi cluster (TLS, SCRAM)' },
  // Its route listens on 443: the run needs the right to open that port (root, or net.ipv4.ip_unprivileged_port_start).
  { id: 'S5', ci: false, clusters: { 'es-onprem': 'es-onprem', 'kp-remote': 'event-streams' }, yaml: example('event-streams-onprem-to-cloud'), description: 'Event Streams on OpenShift (TLS, SCRAM, port 443) <-> Event Streams, both directions at once' },
  { id: 'S2-control', ci: true, clusters: { 'ctl-local': 'kp-local', 'ctl-remote': 'event-streams' }, yaml: 'lab/control/s2-control.yaml', description: 'S2 hand-written with the settings of the operator\'s examples: it must replicate too' },
  { id: 'S4-control', ci: true, clusters: { 'ctl-local': 'kp-local', 'ctl-remote': 'event-streams' }, yaml: 'lab/control/s4-control.yaml', description: 'S4 hand-written with the settings of the operator\'s examples: it must replicate too' },
  ...STAGES,
  ...CONDITIONS.map((condition): ExperimentScenario => ({
    id: `loss:${condition.id}`, ci: condition.ci === true, description: condition.title, run: async (bed) => prove(condition, bed),
  })),
];
