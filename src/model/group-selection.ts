import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { JavaPattern, Selection } from '../core/java-pattern';
import { Problem } from '../core/problem';
import { listValue, literal, overlapOf, Patterns, regex, selectionOf, selectionProblems } from './private/patterns';
import { SelectionOverlap } from './selection-overlap';

/**
 * Whose offsets follow, so that consumers can move to the target. Becomes `groupsPattern` and `groupsExcludePattern` (Kafka: `groups`, `groups.exclude`).
 *
 * Patterns are Java regular expressions that must match the whole group id. Share groups and streams groups are not followed by MM2.
 * Fails at synth: nothing selected, an expression that Java refuses, a comma inside a name or expression (MM2 would cut it there).
 *
 * @see org.apache.kafka.connect.mirror.DefaultGroupFilter (connect-mirror 4.3.1)
 * @example
 * const groups = GroupSelection.named('fresh-food-app');
 */
export class GroupSelection {
  /**
   * Exactly these groups.
   * @param names group ids; order kept
   */
  public static named(...names: string[]): GroupSelection {
    return new GroupSelection({ include: names.map((name) => literal(name, groupProblems)), exclude: [] });
  }

  /**
   * Groups whose whole id matches one of the expressions.
   * @param patterns Java regular expressions; order kept
   */
  public static matching(...patterns: string[]): GroupSelection {
    return new GroupSelection({ include: patterns.map(regex), exclude: [] });
  }

  /** Every group but those of console consumers and of Kafka Connect. */
  public static all(): GroupSelection {
    return GroupSelection.matching('.*');
  }

  private constructor(private readonly patterns: Patterns) {}

  /** Value of `groups`. */
  public get include(): string {
    return listValue(this.patterns.include);
  }

  /** Value of `groups.exclude`, Kafka's own exclusions appended; none when nothing was excluded (then Kafka's apply). */
  public get exclude(): string | undefined {
    return this.patterns.exclude.length === 0 ? undefined : listValue(this.patterns.exclude, DEFAULT_EXCLUSIONS.groups);
  }

  /**
   * The same selection without some groups.
   * @param patterns Java regular expressions that must match the whole group id
   */
  public excluding(...patterns: string[]): GroupSelection {
    return new GroupSelection({ ...this.patterns, exclude: [...this.patterns.exclude, ...patterns.map(regex)] });
  }

  /**
   * Whether the offsets of the group follow; nothing where a pattern can only be evaluated by Java.
   * @param groupId id of a consumer group
   */
  public matches(groupId: string): boolean | undefined {
    return JavaPattern.selects(this.selection, groupId);
  }

  /**
   * Whether a group, existing or not, can be in this selection and in the other. Ids of printable ASCII characters are compared.
   * @param other selection it is compared with
   */
  public overlapWith(other: GroupSelection): SelectionOverlap {
    return overlapOf(this.selection, other.selection, 'group');
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return selectionProblems(prop, this.patterns, 'use GroupSelection.named(…), .matching(…) or .all()');
  }

  private get selection(): Selection {
    return selectionOf(this.include, [this.exclude ?? DEFAULT_EXCLUSIONS.groups.join(',')]);
  }
}

/** Kafka allows any text as group id; MM2's list does not: it cuts at commas and trims. */
function groupProblems(name: string): Problem[] {
  return name.trim() === '' || name !== name.trim() || name.includes(',')
    ? [{ prop: '', problem: 'has a group id that cannot stand in a list', value: name, allowed: 'text without commas and surrounding blanks', remedy: 'use GroupSelection.matching(…) with "." for the comma' }]
    : [];
}
