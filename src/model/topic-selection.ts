import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { topicNameProblems } from '../core/kafka-names';
import { Problem } from '../core/problem';
import { listValue, literal, Patterns, regex, selectionProblems } from './private/patterns';

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

  /** @internal */
  public _problems(prop: string): Problem[] {
    return selectionProblems(prop, this.patterns, 'use TopicSelection.named(…), .matching(…) or .all()');
  }
}
