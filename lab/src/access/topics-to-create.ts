import { cliJson } from '../cli.js';

/** A topic that `kafka-replication topics` says must be there before MM2 starts. */
export interface TopicToCreate {
  readonly name: string;
  readonly role: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Those of the target. @param named `NAME:PARTITIONS` of topics whose partitions the file does not say */
export async function topicsToCreate(file: string, named?: string): Promise<readonly TopicToCreate[]> {
  const { clusters } = await cliJson<{ clusters: readonly { readonly topics: readonly TopicToCreate[] }[] }>('topics', file, '--side', 'target',
    ...(named === undefined ? [] : ['--topics', named]));
  return clusters.flatMap(({ topics }) => topics);
}
