import { ConnectFailure } from './connect-failure';
import { ConnectorOffset, ConnectRest, PartState, TaskInfo, TaskState } from './connect-rest';

/** A partition of a source topic. */
export interface SourcePartition {
  readonly topic: string;
  readonly partition: number;
}

/** The offset of the last record of a partition that was copied and remembered: the task goes on at the next one. */
export interface SourceOffset extends SourcePartition {
  readonly offset: number;
}

/** A task, and what it copies. */
export interface RunningTask extends TaskState {
  readonly partitions: readonly SourcePartition[];
}

/** A connector as it runs, and what Connect remembers of it. */
export interface RunningConnector {
  readonly name: string;
  readonly config: { readonly [key: string]: string };
  readonly connector: PartState;
  readonly tasks: readonly RunningTask[];
  readonly offsets: readonly SourceOffset[];
  /** Why offsets are not known. */
  readonly offsetsFailure?: string;
}

/** All connectors of a group of workers. Fails: as `ConnectRest`, but for offsets and assignments, without which the rest is still worth knowing. */
export async function runningConnectors(rest: ConnectRest): Promise<RunningConnector[]> {
  const connectors = await rest.connectors();
  return Promise.all([...connectors].map(async ([name, { status: { connector, tasks }, info }]): Promise<RunningConnector> => {
    const config: RunningConnector['config'] = info?.config ?? {};
    // Those of other connectors are always 0. @see MirrorCheckpointTask.checkpointRecord, MirrorHeartbeatTask.poll (connect-mirror 4.3.1)
    if (!isSourceConnector(config['connector.class'])) return { name, config, connector, tasks: tasks.map((task) => ({ ...task, partitions: [] })), offsets: [] };
    const [infos, offsets] = await Promise.all([told(rest.tasks(name)), told(rest.offsets(name))]);
    return {
      name,
      config,
      connector,
      tasks: tasks.map((task) => ({ ...task, partitions: infos instanceof ConnectFailure ? [] : assigned(infos, task.id) })),
      ...offsets instanceof ConnectFailure ? { offsets: [], offsetsFailure: offsets.message } : { offsets: offsets.flatMap(sourceOffset) },
    };
  }));
}

/** Whether a connector of this class copies records. */
export function isSourceConnector(className: string | undefined): boolean {
  return className?.endsWith('MirrorSourceConnector') === true;
}

async function told<T>(answer: Promise<T>): Promise<T | ConnectFailure> {
  return answer.catch((error: unknown) => {
    if (error instanceof ConnectFailure) return error;
    throw error;
  });
}

/** @see MirrorSourceConfig.TASK_TOPIC_PARTITIONS, MirrorUtils.decodeTopicPartition (connect-mirror 4.3.1) */
function assigned(infos: readonly TaskInfo[], task: number): SourcePartition[] {
  const list = infos.find(({ id }) => id.task === task)?.config['task.assigned.partitions'] ?? '';
  return list.split(',').filter(Boolean).map((text) => {
    const at = text.lastIndexOf('-');
    return { topic: text.slice(0, at), partition: Number(text.slice(at + 1)) };
  });
}

/** @see MirrorUtils.wrapPartition, wrapOffset (connect-mirror 4.3.1) */
function sourceOffset({ partition: { topic, partition }, offset }: ConnectorOffset): SourceOffset[] {
  const position = offset?.offset;
  return typeof topic === 'string' && typeof partition === 'number' && typeof position === 'number' ? [{ topic, partition, offset: position }] : [];
}
