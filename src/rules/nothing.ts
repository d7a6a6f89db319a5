import { Severity } from '../core';
import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { JavaPattern } from '../core/java-pattern';
import { show } from '../core/problem';
import { Naming } from './naming';
import { Connector, eachConnector } from './replication';
import { Rule, Violation } from './rule';
import { hasOwnFilter, remaining } from './selected';

/** Selections of which nothing is left. */
export const NOTHING: readonly Rule[] = [
  {
    code: 'nothing-selected',
    severity: Severity.ERROR,
    title: 'Nothing is left of a selection, because it is empty or exclusions take all of it: the connector runs and copies nothing (warning: one name of several is taken).',
    remedy: 'name topics or groups that no exclusion takes; leave the connector out if it has nothing to do',
    source: 'org.apache.kafka.connect.mirror.DefaultTopicFilter, DefaultGroupFilter, MirrorSourceConnector.shouldReplicateTopic (connect-mirror 4.3.1)',
    check: eachConnector((connector) => {
      const { settings, isSource, isCheckpoint } = connector;
      if (isSource && !hasOwnFilter(settings, 'topic.filter.class', 'DefaultTopicFilter')) return left(topicsOf(connector), connector);
      return isCheckpoint && !hasOwnFilter(settings, 'group.filter.class', 'DefaultGroupFilter') ? left(groupsOf(connector), connector) : [];
    }),
  },
];

const INTERNAL = 'MM2 never copies internal topics';

/** A selection, and who takes away from it. */
interface Choice {
  readonly key: 'topics' | 'groups';
  readonly exclusions: string;
  /** Expressions of names that are never copied. */
  readonly never: readonly string[];
  /** Why this name is not copied, lists aside. */
  readonly refusal: (name: string) => string | undefined;
}

function topicsOf({ settings, targetAlias }: Connector): Choice {
  const naming = new Naming(settings);
  return {
    key: 'topics',
    exclusions: settings.get('topics.exclude') ?? DEFAULT_EXCLUSIONS.topics.join(','),
    never: naming.isCustom ? [] : naming.neverCopied(),
    refusal: (name) => naming.isCustom ? undefined : naming.isInternal(name) ? INTERNAL
      : naming.isCycle(name, targetAlias) ? `MM2 takes it for a copy from ${show(targetAlias)}` : undefined,
  };
}

function groupsOf({ settings }: Connector): Choice {
  return { key: 'groups', exclusions: settings.get('groups.exclude') ?? DEFAULT_EXCLUSIONS.groups.join(','), never: [], refusal: () => undefined };
}

function left({ key, exclusions, never, refusal }: Choice, { settings }: Connector): Violation[] {
  const list = settings.get(key) ?? '.*';
  const path = settings.at(key, `${key}.exclude`);
  if (list === '') return [{ path, message: `${key} is empty` }];
  const excluded = `${key}.exclude is ${show(exclusions)}${settings.isSet(`${key}.exclude`) ? '' : ' by default'}`;
  const pattern = JavaPattern.list(exclusions);
  const elements = list.split(',').map((element) => element.trim());
  const taken = elements.flatMap((element) => {
    const name = literalName(element);
    const reason = name === undefined ? undefined : pattern.matches(name) === true ? excluded : refusal(name);
    return reason === undefined ? [] : [{ name: name!, reason, isExact: !/(^|[^\\])\./.test(element) }];
  });
  const nothing = (reasons: readonly string[]) => [{ path, message: `nothing is left of ${key} ${show(list)}: ${[...new Set(reasons)].join('; ')}` }];
  if (taken.filter(({ isExact }) => isExact).length === elements.length) return nothing(taken.map(({ reason }) => reason));
  const rest = remaining(list, [exclusions, ...never].filter(Boolean).join(','), key === 'topics' ? 'topic' : 'group');
  if (rest.kind === 'disjoint') return nothing([excluded, ...never.length > 0 ? [INTERNAL] : []]);
  return taken.map(({ name, reason }) => ({ path, message: `${key} names ${show(name)}, which is not copied: ${reason}`, severity: Severity.WARNING }));
}

/** The name that an element of a list stands for, if it is one: a plain dot in it is meant as a dot. */
export function literalName(element: string): string | undefined {
  return /^(?:[\w .-]|\\x[0-9a-fA-F]{2}|\\[^\w])+$/.test(element)
    ? element.replace(/\\x(..)|\\(.)/g, (_, hex: string | undefined, plain: string) => hex === undefined ? plain : String.fromCharCode(parseInt(hex, 16)))
    : undefined;
}
