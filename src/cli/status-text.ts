import { ConnectorStatus, PartitionStatus, TaskStatus } from '../probe/connector-status';
import { SourcePartition } from '../probe/running-connector';
import { columns } from './columns';
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
    ...connectors.flatMap(block),
    `${connectors.length} connectors, ${count(({ tasks }) => tasks.length)} tasks, ${count(({ problems }) => problems.length)} problems`,
    ...isLagUnknown ? ['Lag is not known: Connect knows what was copied, and not how much there is. Give --end-offsets with what kafka-get-offsets.sh prints for the source.'] : [],
  ].map(oneLine).join('\n');
}

function block({ name, state, worker, declared, tasks, differences, offsets, offsetsFailure, problems }: ConnectorStatus): string[] {
  const details = [
    ...columns(tasks.map(taskCells)),
    ...columns(offsets.map(partitionCells)),
    ...offsetsFailure === null ? [] : [`offsets are not known: ${offsetsFailure}`],
    ...columns(differences.map(({ key, declared: wanted, runs }) => [key, `declared ${wanted ?? '(nothing)'}`, `runs ${runs ?? '(nothing)'}`])),
    ...problems.map(({ code, message }) => `! ${code}: ${message}`),
  ];
  const wish = declared === null || declared === 'running' ? '' : `, declared ${declared}`;
  return [`  ${name}  ${state === null ? 'is not there' : `${state} at ${worker}`}${wish}`, ...details.map((line) => `    ${line}`)];
}

function taskCells({ id, state, worker, partitions }: TaskStatus): string[] {
  const others = partitions.length - DESCRIBED;
  const shown = [...partitions.slice(0, DESCRIBED).map(partitionName), ...others > 0 ? [`and ${others} more`] : []];
  return [`task ${id}`, state, worker, ...shown.length === 0 ? [] : [shown.join(' ')]];
}

function partitionCells(status: PartitionStatus): string[] {
  const { task, offset, end, lag } = status;
  return [
    partitionName(status),
    task === null ? 'no task' : `task ${task}`,
    offset === null ? 'nothing copied yet' : `copied up to offset ${offset}`,
    ...lag !== null ? [`lag ${lag}`] : end !== null ? [`ends at ${end}`] : [],
  ];
}

function partitionName({ topic, partition }: SourcePartition): string {
  return `${topic}-${partition}`;
}

/** What others have named or reported steers no terminal. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
