import { GroupDecisions } from '../../src/planning/group-decisions';
import { TopicDecisions } from '../../src/planning/topic-decisions';
import { Connector } from '../../src/rules/replication';
import { Settings } from '../../src/rules/settings';
import * as table from './mirror-decisions.cases.json';

/** What MM2's own classes decide; written by MirrorDecisions.java. */
interface Case {
  readonly config: { readonly [key: string]: string };
  readonly fails?: string;
  readonly included?: string;
  readonly excluded?: string;
  readonly heartbeats?: string;
  readonly internal?: string;
  readonly cycles?: string;
  readonly copied?: string;
  readonly followed?: string;
}

// TypeScript sees a type of its own in every row.
const cases = table.cases as readonly unknown[] as readonly Case[];
const running = cases.filter(({ fails }) => fails === undefined);
const { topics, groups } = table;

/** A connector with these settings; where Kafka has defaults, they apply. */
function connectorOf(config: Case['config'], kind = 'MirrorSourceConnector'): Connector {
  const effective = { name: 'connector', connectorClass: `org.apache.kafka.connect.mirror.${kind}`, config, defaults: {}, provenance: {}, path: 'spec' };
  return new Connector(effective, new Settings({}, {}, {}, 'spec'));
}

const verdictsOf = ({ config }: Case) => topics.map((topic) => new TopicDecisions(connectorOf(config), new Set()).of(topic));
const titleOf = ({ config }: Case) => Object.entries(config).map(([key, value]) => `${key.replace(/^replication\.policy\./, '')}=${value.replace(/^org.*\./, '')}`).join(' ');
/** The names that have a mark, so that a difference is readable. */
const marked = (names: readonly string[], marks: string, wanted: string) => names.filter((_, i) => wanted.includes(marks[i]));

describe.each(running.map((one) => [titleOf(one), one] as const))('as MM2 decides with %s', (_, one) => {
  const verdicts = verdictsOf(one);
  const because = (...codes: string[]) => verdicts.filter(({ reasons }) => reasons.some(({ code }) => codes.includes(code))).map(({ name }) => name);
  // What Kafka cannot have as a topic is no question for MM2, and what the lists cannot be asked about is left open.
  const open = because('cannot-tell');

  test('the same topics are copied, under the same names', () => {
    expect(verdicts.filter(({ taken }) => taken).map(({ name, remoteTopic }) => [name, remoteTopic])).toEqual(
      marked(topics, one.copied!, '+=').filter((name) => !open.includes(name)).map((name) => [name, one.copied![topics.indexOf(name)] === '='
        ? name : `${one.config['source.cluster.alias']}${one.config['replication.policy.separator'] ?? '.'}${name}`]));
    expect(because('remote-name-too-long', 'remote-name-illegal')).toEqual(marked(topics, one.copied!, '!').filter((name) => !open.includes(name)));
  });

  test('for the same reasons', () => {
    const [switchedOn, heartbeats] = [one.config['heartbeats.replication.enabled']?.toLowerCase() !== 'false', marked(topics, one.heartbeats!, 'x')];
    const byLists = (name: string) => !(switchedOn && heartbeats.includes(name));
    expect(because('not-selected')).toEqual(open.length > 0 ? [] : marked(topics, one.included!, '.').filter(byLists));
    expect(because('excluded')).toEqual(marked(topics, one.excluded!, 'x').filter(byLists));
    expect(because('internal-topic')).toEqual(marked(topics, one.internal!, 'x'));
    expect(because('copy-from-target')).toEqual(marked(topics, one.cycles!, 'x'));
  });

  if (one.followed !== undefined) {
    test('the same groups are followed', () => {
      const decisions = new GroupDecisions(connectorOf(one.config, 'MirrorCheckpointConnector'));
      expect(groups.filter((group) => decisions.of(group).taken)).toEqual(marked(groups, one.followed!, 'x'));
    });
  }
});

test.each(cases.filter(({ fails }) => fails !== undefined).map((one) => [titleOf(one), one] as const))('a connector that cannot start takes nothing: %s', (_, one) => {
  expect(new Set(verdictsOf(one).flatMap(({ taken, reasons }) => [taken, ...reasons.map(({ code }) => code)]))).toEqual(new Set([false, 'connector-fails']));
});

test('most questions are decided: what is left open has a construct that only Java evaluates', () => {
  const open = running.flatMap((one) => verdictsOf(one).filter(({ taken }) => taken === null).map(() => one.config.topics));
  expect(new Set(open)).toEqual(new Set(['.*(?<!eu)']));
});
