import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { JavaPattern, Overlap } from '../core/java-pattern';
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

  /** A topic that both copy. */
  public static overlap(a: SelectedTopics, b: SelectedTopics): Overlap {
    if (!a.prefixes.some((x) => b.prefixes.some((y) => x.startsWith(y) || y.startsWith(x)))) {
      return { kind: 'disjoint' };
    }
    const key = JSON.stringify([a.topics, a.exclude, b.topics, b.exclude]);
    const known = SelectedTopics.overlaps.get(key) ?? JavaPattern.firstCommon(a.selection, b.selection);
    SelectedTopics.overlaps.set(key, known);
    return known;
  }

  private static readonly known = new WeakMap<Connector, SelectedTopics>();
  private static readonly overlaps = new Map<string, Overlap>();

  private readonly selection: { include: JavaPattern; exclude: JavaPattern };
  private readonly prefixes: readonly string[];

  private constructor(private readonly topics: string, private readonly exclude: string) {
    this.selection = { include: JavaPattern.list(topics), exclude: JavaPattern.list(exclude) };
    this.prefixes = topics.split(',').map((element) => literalPrefix(element.trim()));
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
    return this.prefixes.some((mine) => mine.startsWith(prefix) || prefix.startsWith(mine))
      ? JavaPattern.firstCommon(this.selection, { include: JavaPattern.of(`${JavaPattern.literal(prefix).source}.+`) })
      : { kind: 'disjoint' };
  }
}

/** Whether somebody put a class of their own in place of Kafka's. */
export function hasOwnFilter(settings: Settings, key: string, kafkas: string): boolean {
  return settings.isSet(key) && !settings.get(key)!.endsWith(kafkas);
}

/** What every name that matches starts with, as far as one sees without reading the expression: enough to tell most selections apart. */
function literalPrefix(regex: string): string {
  if (regex.includes('|') || regex.includes('(?')) return '';
  const [plain] = /^(?:[\w-]|\\[.-])*/.exec(regex)!;
  const quantified = /^[*?+{]/.test(regex.slice(plain.length));
  return (quantified ? plain.replace(/\\?.$/, '') : plain).replace(/\\/g, '');
}
