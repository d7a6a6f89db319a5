import { isSecretKey, withoutSecrets } from '../core/secret-text';
import { EffectiveConnector } from '../effective';
import { PartState } from './connect-rest';
import { ConnectorStatus, Difference, PartitionStatus, TaskStatus } from './connector-status';
import { RunningConnector, SourcePartition } from './running-connector';
import { problemsOf } from './status-problems';

/** Topic, `-`, partition → offset of the next record that the source will write. */
export type EndOffsets = ReadonlyMap<string, number>;

/** Fields of a connector that its free configuration cannot set. @see AbstractConnectorSpec.FORBIDDEN_PARAMETERS (Strimzi 1.2.0) */
const FIELDS = ['name', 'connector.class', 'tasks.max', 'connector.plugin.version'];

/** Each connector, the declared ones first. @param ends where the partitions of the source end, if somebody says it */
export function connectorStatuses(
  declared: readonly EffectiveConnector[], running: readonly RunningConnector[], ends: EndOffsets = new Map(),
): ConnectorStatus[] {
  // Of those with one name the last replaces the others.
  const wanted = new Map(declared.map((connector) => [connector.name, connector]));
  const runs = new Map(running.map((connector) => [connector.name, connector]));
  return [...new Set([...wanted.keys(), ...[...runs.keys()].sort()])].map((name) => connectorStatus(name, wanted.get(name), runs.get(name), ends));
}

function connectorStatus(name: string, wanted: EffectiveConnector | undefined, runs: RunningConnector | undefined, ends: EndOffsets): ConnectorStatus {
  const seen = {
    name,
    class: wanted?.connectorClass ?? runs?.config['connector.class'] ?? '',
    declared: wanted === undefined ? null : wanted.state ?? 'running',
    state: runs?.connector.state ?? null,
    worker: runs?.connector.worker_id ?? null,
    error: runs === undefined ? null : errorOf(runs.connector),
    tasks: (runs?.tasks ?? []).map((task): TaskStatus => ({
      id: task.id, state: task.state, worker: task.worker_id, error: errorOf(task), partitions: task.partitions,
    })),
    differences: wanted === undefined || runs === undefined ? [] : differences(declaredConfig(wanted), runs.config),
    offsets: runs === undefined ? [] : partitionsOf(runs, ends),
    offsetsFailure: runs?.offsetsFailure ?? null,
  };
  return { ...seen, problems: problemsOf(seen) };
}

/** What Connect is sent: all values are text. */
function declaredConfig({ connectorClass, tasksMax, version, config }: EffectiveConnector): Map<string, string> {
  const free = Object.entries(config).filter(([key]) => !FIELDS.includes(key.toLowerCase()));
  const fields = Object.entries({ 'connector.class': connectorClass, 'tasks.max': tasksMax, 'connector.plugin.version': version }).filter(([, value]) => value !== undefined);
  return new Map([...free, ...fields].map(([key, value]): [string, string] => [key, String(value)]));
}

/** Connect adds the name itself. */
function differences(declared: ReadonlyMap<string, string>, running: { readonly [key: string]: string }): Difference[] {
  const runs = new Map(Object.entries(running));
  return [...new Set([...declared.keys(), ...runs.keys()])].filter((key) => key !== 'name' && !isSame(declared.get(key), runs.get(key))).sort()
    .map((key) => ({ key: withoutSecrets(key), declared: shown(key, declared.get(key)), runs: shown(key, runs.get(key)) }));
}

/** `1` and `1.0` are one number, which Java and JavaScript write differently. */
function isSame(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.trim() !== '' && Number(a) === Number(b));
}

function shown(key: string, value: string | undefined): string | null {
  return value === undefined ? null : isSecretKey(key) ? '(not shown: may hold a secret)' : withoutSecrets(value);
}

function errorOf({ trace }: PartState): string | null {
  const lines = (trace ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
  const causes = lines.slice(1).filter((line) => line.startsWith('Caused by: '));
  return lines.length === 0 ? null : withoutSecrets([lines[0], ...causes.slice(-1)].join('; ').slice(0, 800));
}

function partitionsOf({ tasks, offsets }: RunningConnector, ends: EndOffsets): PartitionStatus[] {
  const copied = new Map(offsets.map((offset) => [nameOf(offset), offset.offset]));
  const copiers = new Map(tasks.flatMap(({ id, partitions }) => partitions.map((partition): [string, number] => [nameOf(partition), id])));
  const all = new Map([...tasks.flatMap(({ partitions }) => partitions), ...offsets].map((partition) => [nameOf(partition), partition]));
  return [...all].map(([name, { topic, partition }]) => {
    const [offset, end] = [copied.get(name) ?? null, ends.get(name) ?? null];
    return { topic, partition, task: copiers.get(name) ?? null, offset, end, lag: offset === null || end === null ? null : Math.max(0, end - offset - 1) };
  }).sort((a, b) => a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1);
}

function nameOf({ topic, partition }: SourcePartition): string {
  return `${topic}-${partition}`;
}
