import { ConnectorStatus, PartitionStatus, TaskStatus } from '../probe/connector-status';
import { SourcePartition } from '../probe/running-connector';
import { columns } from './columns';
import { plain } from './printable';
import { Status } from './status';

/** Partitions that a task is described by; the others are counted. */
const DESCRIBED = 6;

/** For people: a block for each connector, with what is amiss at its end. */
export function statusText({ resource, refused, worker, connectors }: Status): string {
  if (worker === null) return `${resource}\n  it is refused: ${refused}; what runs is what was declared before`;
  const count = (of: (connector: ConnectorStatus) => number) => connectors.reduce((sum, connector) => sum + of(connector), 0);
  const isLagUnknown = connectors.some(({ offsets }) => offsets.some(({ offset, end }) => offset !== null && end === null));
  return [
    `${resource}  ${worker.address}  Kafka Connect ${worker.version}`,
    ...connectors.map(block),
    `${connectors.length} connectors, ${count(({ tasks }) => tasks.length)} tasks, ${count(({ problems }) => problems.length)} problems`,
    ...isLagUnknown ? ['Lag is not known: Connect knows what was copied, and not how much there is. Give --end-offsets with what kafka-get-offsets.sh prints for the source.'] : [],
  ].join('\n');
}

function block({ name, state, worker, declared, tasks, differences, offsets, offsetsFailure, problems }: ConnectorStatus): string {
  const details = [
    ...columns(tasks.map(taskCells)),
    ...columns(offsets.map(partitionCells)),
    ...offsetsFailure === null ? [] : [`offsets are not known: ${offsetsFailure}`],
    ...columns(differences.map(({ key, declared: wanted, runs }) => [plain(key), `declared ${value(wanted)}`, `runs ${value(runs)}`])),
    ...problems.map(({ code, message }) => `! ${code}: ${message}`),
  ];
  return [
    `  ${plain(name)}  ${state === null ? 'is not there' : `${state} at ${plain(worker ?? '')}`}${declared === null || declared === 'running' ? '' : `  declared ${declared}`}`,
    ...details.map((line) => `    ${line}`),
  ].join('\n');
}

function taskCells({ id, state, worker, partitions }: TaskStatus): string[] {
  const shown = [...partitions.slice(0, DESCRIBED).map(partitionName), ...partitions.length > DESCRIBED ? [`and ${partitions.length - DESCRIBED} more`] : []];
  return [`task ${id}`, state, plain(worker), ...shown.length === 0 ? [] : [shown.join(' ')]];
}

function partitionCells({ topic, partition, task, offset, end, lag }: PartitionStatus): string[] {
  return [
    partitionName({ topic, partition }),
    task === null ? 'no task' : `task ${task}`,
    offset === null ? 'nothing copied yet' : `copied up to offset ${offset}`,
    ...lag !== null ? [`lag ${lag}`] : end !== null ? [`ends at ${end}`] : [],
  ];
}

function partitionName({ topic, partition }: SourcePartition): string {
  return plain(`${topic}-${partition}`);
}

function value(text: string | null): string {
  return text === null ? 'nothing' : plain(text);
}
