import { EndOffsets } from '../probe/declared-and-running';
import { textOf } from './input';
import { UnusableInput } from './unusable-input';

/**
 * Where the partitions of a cluster end: what `kafka-get-offsets.sh` prints, `topic:partition:offset` a line.
 *
 * Fails: not readable, a line of another form.
 * @param file `-` for standard input
 * @see org.apache.kafka.tools.GetOffsetShell (kafka-tools 4.3.1)
 */
export function readEndOffsets(file: string): EndOffsets {
  const lines = textOf(file).split('\n').map((line) => line.trim());
  return new Map(lines.flatMap((line, i): [string, number][] => {
    const [, topic, partition, offset] = /^([^\s:]+):(\d+):(\d+)$/.exec(line) ?? [];
    if (line !== '' && topic === undefined) {
      throw new UnusableInput(`${file}: line ${i + 1} is not topic:partition:offset, as kafka-get-offsets.sh prints it`);
    }
    return line === '' ? [] : [[`${topic}-${Number(partition)}`, Number(offset)]];
  }));
}
