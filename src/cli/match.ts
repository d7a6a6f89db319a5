import { DryRun, dryRun, FlowVerdicts } from '../planning/dry-run';
import { TopicVerdict } from '../planning/topic-decisions';
import { textOf } from './input';
import { configsOf, mirrorMakers, readManifests } from './manifests';
import { plain, printable } from './printable';
import { UnusableInput } from './unusable-input';

/** What `match` is asked about. */
export interface MatchOptions {
  readonly topics?: string;
  readonly topicsFile?: string;
  readonly groups?: string;
}

/** Outcomes that `--fail-on` can make a failure. */
export const OUTCOMES = ['mirrored', 'not-mirrored', 'clash'] as const;

/** What every connector of the files does with the given names. Fails: no names, standard input used twice. */
export function match(files: readonly string[], { topics, topicsFile, groups }: MatchOptions): DryRun {
  if (topicsFile === '-' && files.includes('-')) {
    throw new UnusableInput('-: standard input can be read once: as a resource or as --topics-file');
  }
  const names = {
    topics: unique([...listed(topics), ...topicsFile === undefined ? [] : textOf(topicsFile).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))]),
    groups: unique(listed(groups)),
  };
  if (names.topics.length + names.groups.length === 0) {
    throw new UnusableInput('no names to match; give --topics, --topics-file or --groups');
  }
  const manifests = readManifests(files);
  return printable(dryRun(mirrorMakers(manifests).flatMap((entry) => configsOf(entry, manifests)), names));
}

/** Whether something is refused, or happens that the caller calls a failure; what cannot be told is never what was hoped for. */
export function unwanted({ flows, clashes, refused }: DryRun, failOn?: string): boolean {
  const running = flows.filter(({ halted }) => halted === null);
  const isTaken = (wanted: readonly (boolean | null)[]) => (name: string) =>
    running.some(({ topics }) => topics.some((verdict) => verdict.name === name && wanted.includes(verdict.taken)));
  const names = unique(flows.flatMap(({ topics }) => topics.map(({ name }) => name)));
  switch (failOn) {
    case 'mirrored': return refused.length > 0 || names.some(isTaken([true, null]));
    case 'not-mirrored': return refused.length > 0 || !names.every(isTaken([true]));
    case 'clash': return refused.length > 0 || clashes.length > 0;
    default: return refused.length > 0;
  }
}

/** The verdicts for people: one block for each connector. */
export function matchText({ flows, clashes, refused }: DryRun): string {
  const verdicts = flows.flatMap(({ topics, groups }) => [...topics, ...groups]);
  const count = (taken: boolean | null) => verdicts.filter((verdict) => verdict.taken === taken).length;
  return [
    ...refused.map(({ resource, error }) => `${resource}\n  it is refused: ${error}`),
    ...flows.filter(({ topics, groups }) => topics.length + groups.length > 0).map(flowText),
    ...clashes.map(({ target, remoteTopics, writers, message }) => [
      `clash at ${plain(target)}: ${remoteTopics.map(plain).join(', ')}: ${message}`,
      ...writers.map(({ resource, connector, topic }) => `  ${plain(topic)} by ${connector} of ${resource}`),
    ].join('\n')),
    `${count(true)} taken, ${count(false)} not taken, ${count(null)} undecided, ${clashes.length} clashes`,
  ].join('\n');
}

const WORDS = new Map<boolean | null, string>([[true, 'yes'], [false, 'no'], [null, '?']]);

function flowText({ resource, connector, halted, topics, groups }: FlowVerdicts): string {
  const rows = [...topics, ...groups].map((verdict) => ({ ...verdict, remoteTopic: (verdict as TopicVerdict).remoteTopic }));
  const width = Math.max(...rows.map(({ name }) => plain(name).length));
  return [
    `${resource}  ${connector}${halted === null ? '' : `  (copies nothing now: ${halted})`}`,
    ...rows.map(({ name, taken, remoteTopic, reasons }) => [
      `  ${WORDS.get(taken)!.padEnd(3)} ${plain(name).padEnd(width)}`,
      ...remoteTopic === undefined ? [] : [`-> ${plain(remoteTopic)}`],
      `(${reasons.map(({ message }) => message).join('; ')})`,
    ].join('  ')),
  ].join('\n');
}

function listed(names: string | undefined): string[] {
  return (names ?? '').split(',').map((name) => name.trim()).filter(Boolean);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
