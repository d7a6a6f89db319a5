import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { JavaPattern, NameKind, Overlap } from '../core/java-pattern';
import { Naming } from './naming';
import { Connector } from './replication';
import { Settings } from './settings';

/** Everything: what a selection is compared with to get one of its names. */
const ALL = JavaPattern.of('.*');

/**
 * The topics that a source connector copies: `topics` without `topics.exclude` and without those that MM2 never copies.
 *
 * @see org.apache.kafka.connect.mirror.MirrorSourceConnector.shouldReplicateTopic, DefaultTopicFilter (connect-mirror 4.3.1)
 */
export class SelectedTopics {
  /** What the connector selects; nothing is known of filters other than Kafka's. */
  public static of(connector: Connector): SelectedTopics | undefined {
    if (hasOwnFilter(connector.settings, 'topic.filter.class', 'DefaultTopicFilter')) {
      return undefined;
    }
    const known = SelectedTopics.known.get(connector) ?? new SelectedTopics(
      connector.settings.get('topics') ?? '.*',
      [connector.settings.get('topics.exclude') ?? DEFAULT_EXCLUSIONS.topics.join(','), ...new Naming(connector.settings).neverCopied()].filter(Boolean).join(','),
    );
    SelectedTopics.known.set(connector, known);
    return known;
  }

  /** A topic that all copy. */
  public static overlap(...all: readonly SelectedTopics[]): Overlap {
    if (all.some((a, i) => !all.slice(i + 1).every((b) => mayMeet(a.prefixes, b.prefixes)))) {
      return { kind: 'disjoint' };
    }
    const different = [...new Map(all.map((one) => [one.key, one])).values()];
    return remembered(different.map(({ key }) => key).join('\n'), () => JavaPattern.firstOfAll(different.map(({ selection }) => selection)));
  }

  private static readonly known = new WeakMap<Connector, SelectedTopics>();

  private readonly selection: { include: JavaPattern; exclude: JavaPattern };
  private readonly key: string;

  private constructor(
    private readonly topics: string,
    private readonly exclude: string,
    private readonly prefixes: readonly string[] = topics.split(',').map((element) => literalPrefix(element.trim())),
  ) {
    this.key = JSON.stringify([topics, exclude]);
    this.selection = { include: JavaPattern.list(topics), exclude: JavaPattern.list(exclude) };
  }

  /** Those of them that have this name at the target too. @see IdentityReplicationPolicy.formatRemoteTopic (connect-mirror-client 4.3.1) */
  public keepingName(): SelectedTopics {
    return new SelectedTopics(this.topics, [this.exclude, '.*heartbeats'].filter(Boolean).join(','), this.prefixes);
  }

  /** The same topics, with something in front of their names. */
  public behind(prefix: string): SelectedTopics {
    const moved = (list: string) => list === '' ? '' : `${JavaPattern.literal(prefix).source}(?:${JavaPattern.list(list).source})`;
    return prefix === '' ? this : new SelectedTopics(moved(this.topics), moved(this.exclude), this.prefixes.map((start) => prefix + start));
  }

  /** Whether the topic is copied; not if that cannot be told. */
  public accepts(topic: string): boolean {
    return this.selection.include.matches(topic) === true && this.selection.exclude.matches(topic) === false;
  }

  /** A topic that is copied. */
  public example(): Overlap {
    return this.accepts('orders') ? { kind: 'common', example: 'orders' } : JavaPattern.firstCommon(this.selection, { include: ALL });
  }

  /** A topic that is copied and whose name starts so. */
  public exampleWith(prefix: string): Overlap {
    return mayMeet(this.prefixes, [prefix])
      ? remembered(`${this.key}\n${prefix}`, () =>
        JavaPattern.firstCommon(this.selection, { include: JavaPattern.of(`${JavaPattern.literal(prefix).source}.+`) }))
      : { kind: 'disjoint' };
  }
}

const MAX_REMEMBERED = 10_000;
const overlaps = new Map<string, Overlap>();

/** Comparing expressions takes milliseconds, and flows often select alike. */
function remembered(key: string, compare: () => Overlap): Overlap {
  const overlap = overlaps.get(key) ?? compare();
  if (overlaps.size >= MAX_REMEMBERED) overlaps.clear();
  overlaps.set(key, overlap);
  return overlap;
}

/** Whether names of the one sort can be names of the other, by what they start with. */
function mayMeet(prefixes: readonly string[], others: readonly string[]): boolean {
  return prefixes.some((x) => others.some((y) => x.startsWith(y) || y.startsWith(x)));
}

/** Whether somebody put a class of their own in place of Kafka's. */
export function hasOwnFilter(settings: Settings, key: string, kafkas: string): boolean {
  return settings.isSet(key) && !settings.get(key)!.endsWith(kafkas);
}

/** A name that `include` matches and `exclude` does not; nothing is compared where a guess is one already. */
export function remaining(include: string, exclude: string, names: NameKind): Overlap {
  const selection = { include: JavaPattern.list(include), exclude: JavaPattern.list(exclude) };
  const guess = include.split(',').map((element) => guessName(element.trim()))
    .find((name) => /^[\w.-]+$/.test(name) && !/^\.+$/.test(name) && selection.include.matches(name) === true && selection.exclude.matches(name) === false);
  return guess === undefined
    ? remembered(JSON.stringify([include, exclude, names]), () => JavaPattern.firstCommon(selection, { include: ALL }, names))
    : { kind: 'common', example: guess };
}

/** A name that a simple expression matches: first branches, first characters of classes, each thing once. */
function guessName(regex: string): string {
  let simple = regex.replace(/\.[*+?]?/g, (c, at) => regex[at - 1] === '\\' ? c : 'a').replace(/\[([^\]^\\])[^\]\\]*\]/g, '$1')
    .replace(/\\([dw])/g, (_, kind) => kind === 'd' ? '1' : 'a').replace(/(\w)\{(\d)(,\d*)?\}/g, (_, char, times) => char.repeat(Number(times)));
  for (let outer = ''; outer !== simple;) {
    outer = simple;
    simple = simple.replace(/\((?:\?:)?([^()|]*)(?:\|[^()]*)?\)/g, '$1');
  }
  return simple.split('|')[0].replace(/\\([^\w])/g, '$1').replace(/[*+?]/g, '');
}

/** What every name that matches starts with, as far as one sees without reading the expression: enough to tell most selections apart. */
function literalPrefix(regex: string): string {
  if (regex.includes('|') || regex.includes('(?')) return '';
  const [plain] = /^(?:[\w-]|\\[.-])*/.exec(regex)!;
  const quantified = /^[*?+{]/.test(regex.slice(plain.length));
  return (quantified ? plain.replace(/\\?.$/, '') : plain).replace(/\\/g, '');
}
