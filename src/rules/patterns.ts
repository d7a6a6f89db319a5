import { Severity } from '../core';
import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { JavaPattern } from '../core/java-pattern';
import { show } from '../core/problem';
import { Connector, eachConnector } from './replication';
import { Rule, Violation } from './rule';
import { hasOwnFilter } from './selected';

/** The lists of expressions, the filter class that reads each, and Kafka's default exclusions that an own list replaces. */
const LISTS: readonly { key: string; filter: string; kafkas: string; defaults?: readonly string[] }[] = [
  { key: 'topics', filter: 'topic.filter.class', kafkas: 'DefaultTopicFilter' },
  { key: 'topics.exclude', filter: 'topic.filter.class', kafkas: 'DefaultTopicFilter', defaults: DEFAULT_EXCLUSIONS.topics },
  { key: 'groups', filter: 'group.filter.class', kafkas: 'DefaultGroupFilter' },
  { key: 'groups.exclude', filter: 'group.filter.class', kafkas: 'DefaultGroupFilter', defaults: DEFAULT_EXCLUSIONS.groups },
  {
    key: 'config.properties.exclude',
    filter: 'config.property.filter.class',
    kafkas: 'DefaultConfigPropertyFilter',
    defaults: [
      'follower.replication.throttled.replicas', 'leader.replication.throttled.replicas', 'message.timestamp.difference.max.ms',
      'log.message.timestamp.before.max.ms', 'log.message.timestamp.after.max.ms', 'message.timestamp.type', 'unclean.leader.election.enable',
      'min.insync.replicas',
    ],
  },
];

/** Lists of regular expressions that mean something else than their author thought. */
export const PATTERNS: readonly Rule[] = [
  {
    code: 'invalid-pattern',
    severity: Severity.ERROR,
    title: 'A list has an empty element or an expression that Java refuses: the connector cannot start.',
    remedy: 'write Java regular expressions, separated by commas',
    source: 'org.apache.kafka.connect.mirror.MirrorUtils.compilePatternList (connect-mirror 4.3.1), ConfigDef.ValidList (kafka-clients 4.3.1)',
    check: eachList(({ value, pattern }) => commaInside(value) || pattern.problem === undefined ? undefined : { message: `is ${show(value)}: ${pattern.problem}` }),
  },
  {
    code: 'comma-in-pattern',
    severity: Severity.ERROR,
    title: 'An expression contains a comma, as in `{1,3}` or `[a,b]`: Kafka cuts the list there, and other names match.',
    remedy: 'write it without a comma: a{1,3} as aa?a?, [a,b] as [ab]',
    source: 'org.apache.kafka.common.config.ConfigDef.parseType (kafka-clients 4.3.1), MirrorUtils.compilePatternList (connect-mirror 4.3.1)',
    check: eachList(({ value }) => commaInside(value) ? { message: `is ${show(value)}: the comma inside an expression separates two elements` } : undefined),
  },
  {
    code: 'glob-as-regex',
    severity: Severity.WARNING,
    title: 'A shell glob stands where a regular expression is read: `orders-*` matches `orders`, `orders-` and `orders---`, never `orders-eu`.',
    remedy: 'write .* for any text and . for any character: orders-.*',
    source: 'org.apache.kafka.connect.mirror.DefaultTopicFilter, DefaultGroupFilter (connect-mirror 4.3.1)',
    check: eachList(({ value }) => {
      const globs = elements(value).filter((element) => JavaPattern.of(element).looksLikeGlob());
      return globs.length === 0 ? undefined : {
        message: `has ${globs.map(show).join(', ')}, which reads like a glob but is a regular expression`,
        remedy: `write ${globs.map((glob) => glob.replace(/[.*?]/g, (c) => ({ '.': '\\.', '*': '.*', '?': '.' })[c]!)).join(',')}`,
      };
    }),
  },
  {
    code: 'default-exclusions-lost',
    severity: Severity.WARNING,
    title: 'An exclusion list replaces Kafka\'s own: what Kafka leaves out by default is copied now.',
    remedy: 'append Kafka\'s defaults to the list',
    source: 'org.apache.kafka.connect.mirror.DefaultTopicFilter, DefaultGroupFilter, DefaultConfigPropertyFilter (connect-mirror 4.3.1)',
    check: eachList((list) => {
      const lost = list.pattern.problem === undefined ? (list.defaults ?? []).filter((row) => !isCovered(row, list)) : [];
      return lost.length === 0 ? undefined : {
        message: `is ${show(list.value)} and no longer excludes ${lost.join(', ')}`,
        remedy: `append ${lost.join(',')}`,
        // MM2 never copies these topics, whatever the list says.
        severity: list.key === 'topics.exclude' && !lost.includes('.*\\.replica') ? Severity.INFO : undefined,
      };
    }),
  },
];

interface List { readonly key: string; readonly value: string; readonly pattern: JavaPattern; readonly defaults?: readonly string[] }

/** A condition on each list that somebody set and that Kafka's own filters read. */
function eachList(find: (list: List) => Omit<Violation, 'path'> | undefined): NonNullable<Rule['check']> {
  return eachConnector(({ settings }: Connector) => LISTS
    .filter(({ key, filter, kafkas }) => settings.isSet(key) && !hasOwnFilter(settings, filter, kafkas))
    .flatMap(({ key, defaults }) => {
      const value = settings.get(key)!;
      const found = find({ key, value, pattern: JavaPattern.list(value), defaults });
      return found === undefined ? [] : [{ ...found, path: settings.at(key), message: `${key} ${found.message}` }];
    }));
}

function elements(list: string): string[] {
  return list.split(',').map((element) => element.trim());
}

/** Whether a comma stands between brackets or in a quantifier. */
function commaInside(list: string): boolean {
  return /\{\d+\s*,\s*\d*\}|\[[^\]]*,[^\]]*\]|\([^)]*,[^)]*\)/.test(list.replace(/\\./g, ''));
}

/** Whether everything that a default row excludes is still excluded; a row without `*` is a plain name. */
function isCovered(row: string, { key, value, pattern }: List): boolean {
  return elements(value).includes(row) || (row.includes('*')
    ? JavaPattern.firstCommon({ include: JavaPattern.of(row), exclude: pattern }, { include: JavaPattern.of('.*') }, kindOf(key)).kind === 'disjoint'
    : pattern.matches(row) === true);
}

function kindOf(key: string): 'topic' | 'group' {
  return key.startsWith('groups') ? 'group' : 'topic';
}
