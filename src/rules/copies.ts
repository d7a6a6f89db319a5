import { Severity } from '../core';
import { show } from '../core/problem';
import { knownCluster } from './known';
import { Naming } from './naming';
import { literalName } from './nothing';
import { Connector, onceForAll, Replication, when } from './replication';
import { Rule, RuleSubject } from './rule';
import { SelectedTopics } from './selected';

/** Originals whose names look like those of copies. */
export const COPIES: readonly Rule[] = [
  {
    code: 'taken-for-a-copy',
    severity: Severity.WARNING,
    title: 'A topic is called like a copy: its name begins with the alias of a cluster and the separator, so a flow to that cluster leaves it out.',
    remedy: 'use an alias or a separator that no name of a topic begins with; where it is a copy that something else made, acknowledge it',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.isCycle (connect-mirror 4.3.1), DefaultReplicationPolicy.topicSource (connect-mirror-client 4.3.1)',
    check: (subject, all) => Replication.of(subject.config).sources.flatMap((connector) => {
      const naming = new Naming(connector.settings);
      const { sourceAlias, targetAlias, settings } = connector;
      return naming.isIdentity || naming.isCustom ? [] : [...namesOf(connector, subject)].flatMap(([topic, isLiteral]) => {
        const from = naming.topicSource(topic);
        const isCycle = naming.isCycle(topic, targetAlias);
        const mistaken = from !== undefined && aliases(all).has(from) && !flows(all).has(flowName(from, sourceAlias));
        // A name that stands in the list and is not copied is finding `nothing-selected`.
        return when(mistaken && !(isLiteral && isCycle), settings.at('topics'), () => isCycle
          ? `${show(topic)} is not copied: MM2 takes it for a copy from ${show(targetAlias)}`
          : `${show(topic)} is taken for a copy from ${show(from)}: a flow to ${show(from)} would leave it out`);
      });
    }),
  },
];

/** Selected topics that stand in the list by name (true), or that are known to exist. */
function namesOf(connector: Connector, subject: RuleSubject): Map<string, boolean> {
  const selected = SelectedTopics.of(connector);
  const literal = (connector.settings.get('topics') ?? '').split(',').flatMap((element) => literalName(element.trim()) ?? []);
  const names = new Map(knownCluster(connector.sourceAlias, subject).topics.map((topic) => [topic, false]));
  literal.forEach((topic) => names.set(topic, true));
  return new Map([...names].filter(([topic]) => selected?.accepts(topic)));
}

const aliases = onceForAll((all) => new Set(all.flatMap(({ config }) =>
  Replication.of(config).connectors.flatMap(({ sourceAlias, targetAlias }) => [sourceAlias, targetAlias]))));

const flows = onceForAll((all) => new Set(all.flatMap(({ config }) =>
  Replication.of(config).sources.map(({ sourceAlias, targetAlias }) => flowName(sourceAlias, targetAlias)))));

function flowName(source: string, target: string): string {
  return JSON.stringify([source, target]);
}
