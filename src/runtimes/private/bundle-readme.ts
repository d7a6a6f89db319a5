import { ReplicationModel } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { homeOf } from './mirror-maker-properties';

/** What the page tells of the nodes. */
export interface NodePlaces {
  readonly kafkaHome: string;
  readonly restPort: number;
  readonly metricsPort: number;
  /** Rules of the JMX exporter, if metrics are served. */
  readonly metricsRules?: string;
}

/** Page of a bundle: what to put where, and which command does what. */
export function bundleReadme(
  model: ReplicationModel,
  { kafkaHome, restPort, metricsPort, metricsRules }: NodePlaces,
  secretFiles: readonly string[],
): string {
  const { source, topics } = model.flows[0];
  const name = resourceNameOf(model.name);
  const home = homeOf(model);
  return `# ${name}

MirrorMaker 2 in dedicated mode: copies \`${topics.include}\` from \`${source.alias}\` to \`${model.target.alias}\`, on ${model.workers} nodes that share the work.

## On each node, once

1. Linux with systemd, bash, Java 17 or newer, and Apache Kafka 4 in \`${kafkaHome}\` (best a link to a folder with the version in its name).
2. \`${home}/node.env\`: copy \`node.env.template\` and fill it in. Where \`java\` is not that of the path, it says JAVA_HOME, too.
3. The secrets, one file each and nothing else in it, mode 640; your secret store writes them:
${secretFiles.map((file) => `   - \`${home}/secrets/${file}\``).join('\n') || '   - none'}
4. Firewall: port ${restPort} from the other nodes only. They tell each other by it which tasks there are; requests are signed with a key that the nodes exchange
   through Kafka, and nothing else is served there.${metricsRules === undefined ? '' : `\n   Port ${metricsPort} from Prometheus.`}
5. \`./mm2.sh install\`. What the node lacks is said before anything is changed.

## Later

- Another bundle, or another Kafka behind \`${kafkaHome}\`: copy the bundle to the node and run \`./mm2.sh upgrade\`, one node after the other. The others take over its
  tasks if it stays away for longer than the rebalance delay. A node that does not get healthy goes back to the release it had.
- \`./mm2.sh rollback\`: the release before this one.
- \`./mm2.sh health\`: exits with 0 when the node takes part and none of its tasks has failed since its start; for a timer or a monitoring agent.
- A changed secret: \`systemctl restart ${name}\`, one node after the other.
- Logs: \`journalctl -u ${name}\`; \`log-collector.yaml\` is for an OpenTelemetry collector.

In dedicated mode nothing restarts a failed task but the restart of a node, and nothing can be stopped or moved by REST. \`mm2.properties\` can be checked as it is:
\`kafka-replication check mm2.properties\`.
`;
}
