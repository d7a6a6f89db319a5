import { Severity } from '../core';
import { groupBy } from '../core/group-by';
import { show } from '../core/problem';
import { clustersByName } from './clusters';
import { Naming } from './naming';
import { Connector, onceForAll, Replication } from './replication';
import { Rule, RuleSubject, Violation } from './rule';
import { SelectedTopics } from './selected';

/** Topics of several clusters that become one. */
export const MERGED: readonly Rule[] = [
  {
    code: 'merged-topics',
    severity: Severity.ERROR,
    title: 'Topics of two clusters are copied to one name: their records are mixed, and group offsets, partitions and configuration of one overwrite those of the other.',
    remedy: 'use prefixed naming, or narrow one of the selections; where mixing is wanted, acknowledge it and copy no group offsets',
    source: 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy.formatRemoteTopic, MirrorSourceTask.convertRecord (connect-mirror 4.3.1)',
    check: (subject, all) => merged(all).get(subject) ?? [],
  },
];

/** A source connector, and the names that it writes: a prefix, then what it selects. */
interface Writer {
  readonly subject: RuleSubject;
  readonly connector: Connector;
  readonly from: string;
  readonly to: string;
  readonly prefix: string;
  readonly written: SelectedTopics;
}

/** The first name, for each connector, that a connector from another cluster writes too. */
const merged = onceForAll((all) => {
  const found = new Map<RuleSubject, Violation[]>();
  for (const writers of groupBy(writersOf(all), ({ to }) => to).values()) {
    const byPrefix = groupBy(writers, ({ prefix }) => prefix);
    for (const writer of writers) {
      const violation = meeting(writer, byPrefix);
      if (violation) found.set(writer.subject, [...(found.get(writer.subject) ?? []), violation]);
    }
  }
  return found;
});

function writersOf(all: readonly RuleSubject[]): Writer[] {
  const clusters = clustersByName(all);
  return all.flatMap((subject) => Replication.of(subject.config).sources.flatMap((connector): Writer[] => {
    const [naming, selected] = [new Naming(connector.settings), SelectedTopics.of(connector)];
    return selected === undefined || naming.isCustom ? [] : [{
      subject, connector, from: clusters.sourceOf(connector), to: clusters.targetOfConnector(connector),
      prefix: naming.prefix(connector.sourceAlias), written: naming.isIdentity ? selected.keepingName() : selected,
    }];
  }));
}

/** Where names meet: one prefix begins with the other, and the rest of it stands in front of a topic that the other selects. */
function meeting(writer: Writer, byPrefix: Map<string, Writer[]>): Violation | undefined {
  const { prefix, written, from, connector } = writer;
  const path = connector.settings.at('topics');
  for (let length = prefix.length; length >= 0; length--) {
    const rest = prefix.slice(length);
    for (const other of byPrefix.get(prefix.slice(0, length)) ?? []) {
      if (other.from === from) continue;
      const overlap = SelectedTopics.overlap(written.behind(rest), other.written);
      const where = `${show(other.connector.effective.name)} of ${other.subject.config.resource}`;
      if (overlap.kind === 'common') {
        const [mine, theirs] = [overlap.example.slice(rest.length), overlap.example];
        return { path, message: `topic ${show(mine)} arrives as ${show(prefix + mine)}, and so does topic ${show(theirs)} of ${show(other.connector.sourceAlias)} by ${where}` };
      }
      if (overlap.kind === 'unknown') {
        return { path, message: `cannot tell whether ${where} writes the same names: ${overlap.reason}`, severity: Severity.WARNING };
      }
    }
  }
  return undefined;
}
