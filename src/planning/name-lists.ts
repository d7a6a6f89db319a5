import { JavaPattern } from '../core/java-pattern';
import { show } from '../core/problem';
import { Settings } from '../rules/settings';
import { Reason } from './verdict';

/**
 * A pair of lists such as `topics` and `topics.exclude`, asked about one name after the other.
 *
 * @see org.apache.kafka.connect.mirror.DefaultTopicFilter, DefaultGroupFilter (connect-mirror 4.3.1)
 */
export class NameLists {
  /** Why the connector cannot start with these lists. */
  public readonly problem?: string;
  private readonly include: List;
  private readonly exclude: List;

  constructor(settings: Settings, key: 'topics' | 'groups', defaultExclusions: readonly string[]) {
    this.include = new List(key, settings.get(key) ?? '.*');
    this.exclude = new List(`${key}.exclude`, settings.get(`${key}.exclude`) ?? defaultExclusions.join(','));
    this.problem = this.include.problem ?? this.exclude.problem;
  }

  /** Whether the lists select the name, and why; undefined if that cannot be told. */
  public select(name: string): { selected: boolean | undefined; reasons: Reason[] } {
    const [included, excluded] = [this.include.matches(name), this.exclude.matches(name)];
    const against: Reason[] = [
      ...included === false ? [{ code: 'not-selected' as const, message: `no element of ${this.include.text} matches` }] : [],
      ...excluded === true ? [{ code: 'excluded' as const, message: `${this.exclude.elementFor(name)} takes it out` }] : [],
    ];
    if (against.length > 0) return { selected: false, reasons: against };
    if (included === true && excluded === false) return { selected: true, reasons: [{ code: 'selected', message: `${this.include.elementFor(name)} selects it` }] };
    const unclear = included === undefined ? this.include : this.exclude;
    return { selected: undefined, reasons: [{ code: 'cannot-tell', message: `${unclear.text} cannot be evaluated here: ${unclear.unsupported}` }] };
  }
}

/** One list of Java regular expressions. */
class List {
  private readonly pattern: JavaPattern;

  constructor(private readonly key: string, private readonly value: string) {
    this.pattern = JavaPattern.list(value);
  }

  public get problem(): string | undefined {
    return this.pattern.problem === undefined ? undefined : `${this.text}: ${this.pattern.problem}`;
  }

  public get unsupported(): string {
    return this.pattern.unsupported ?? 'it is too large';
  }

  public get text(): string {
    return `${this.key} ${show(this.value)}`;
  }

  public matches(name: string): boolean | undefined {
    return this.pattern.matches(name);
  }

  /** The element that matches; the whole list where none does by itself, as when the flags of one reach into the next. */
  public elementFor(name: string): string {
    const element = this.value.split(',').map((text) => text.trim()).find((text) => JavaPattern.of(text).matches(name) === true);
    return element === undefined ? this.text : `element ${show(element)} of ${this.key}`;
  }
}
