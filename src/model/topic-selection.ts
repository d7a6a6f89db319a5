import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { JavaPattern, Selection } from '../core/java-pattern';
import { topicNameProblems } from '../core/kafka-names';
import { Problem } from '../core/problem';
import { neverCopied } from '../rules/naming';
import { listValue, literal, overlapOf, Patterns, regex, selectionOf, selectionProblems } from './private/patterns';
import { SelectionOverlap } from './selection-overlap';

/**
 * Which topics are mirrored. Becomes `topicsPattern` and `topicsExcludePattern` (Kafka: `topics`, `topics.exclude`).
 *
 * Patterns are Java regular expressions that must match the whole name: `orders-.*`, never the glob `orders-*` (finding `glob-as-regex`).
 * Fails at synth: nothing selected, an illegal name, an expression that Java refuses, a comma inside an expression (MM2 would cut it there).
 *
 * @see org.apache.kafka.connect.mirror.DefaultTopicFilter (connect-mirror 4.3.1)
 * @example
 * const topics = TopicSelection.matching('orders-.*').excluding('orders-test-.*');
 */
export class TopicSelection {
  /**
   * Exactly these topics. Dots in a name stand for themselves.
   * @param names topic names; order kept
   */
  public static named(...names: string[]): TopicSelection {
    return new TopicSelection({ include: names.map((name) => literal(name, (text) => topicNameProblems('', text))), exclude: [] });
  }

  /**
   * Topics whose whole name matches one of the expressions, also those created later.
   * @param patterns Java regular expressions; order kept
   */
  public static matching(...patterns: string[]): TopicSelection {
    return new TopicSelection({ include: patterns.map(regex), exclude: [] });
  }

  /** Every topic but internal ones. Say so only for a backup: new topics follow without anybody deciding it. */
  public static all(): TopicSelection {
    return TopicSelection.matching('.*');
  }

  private constructor(private readonly patterns: Patterns) {}

  /** Value of `topics`. */
  public get include(): string {
    return listValue(this.patterns.include);
  }

  /** Value of `topics.exclude`, Kafka's own exclusions appended; none when nothing was excluded (then Kafka's apply). */
  public get exclude(): string | undefined {
    return this.patterns.exclude.length === 0 ? undefined : listValue(this.patterns.exclude, DEFAULT_EXCLUSIONS.topics);
  }

  /**
   * The same selection without some topics.
   * @param patterns Java regular expressions that must match the whole name
   */
  public excluding(...patterns: string[]): TopicSelection {
    return new TopicSelection({ ...this.patterns, exclude: [...this.patterns.exclude, ...patterns.map(regex)] });
  }

  /**
   * Whether the topic is mirrored as far as the selection decides it; nothing where a pattern can only be evaluated by Java. MM2 also leaves out
   * what it takes for a copy from the target, and copies heartbeats: the command `kafka-replication match` tells the whole truth about a flow.
   * @param topicName name at the source
   */
  public matches(topicName: string): boolean | undefined {
    return topicNameProblems('', topicName).length > 0 ? false : JavaPattern.selects(this.selection, topicName);
  }

  /**
   * Whether a topic, existing or not, can be in this selection and in the other: the proof that two lines of business, or an allowed and a
   * forbidden set, are apart.
   *
   * @example
   * const personal = TopicSelection.matching('customers', '.*-pii');
   * const overlap = TopicSelection.matching('orders-.*').overlapWith(personal);
   * const leaks = overlap.example; // orders-pii; none where overlap.isDisjoint
   *
   * @param other selection it is compared with
   */
  public overlapWith(other: TopicSelection): SelectionOverlap {
    return overlapOf(this.selection, other.selection, 'topic');
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return selectionProblems(prop, this.patterns, 'use TopicSelection.named(…), .matching(…) or .all()');
  }

  private get selection(): Selection {
    return selectionOf(this.include, [this.exclude ?? DEFAULT_EXCLUSIONS.topics.join(','), ...neverCopied()]);
  }
}
