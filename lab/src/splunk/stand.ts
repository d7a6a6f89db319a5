import type { Acl } from '../agent.js';
import type { KafkaCluster, Side } from '../cluster.js';
import type { Trial } from '../experiment/trial.js';
import { userIn } from '../secrets.js';
import type { Deployment } from '../stage/deployment.js';
import type { Site } from '../stage/site.js';
import { until } from '../wait.js';
import type { ContainerLog } from './container-log.js';

const KEY = /\$\{strimzisecrets:[^/}]+\/([^:}]+):/;

/** One line of business under proof: its replication, and what its worker logs. */
export class Stand {
  /** @param topic one that is written to and copied */
  public constructor(
    public readonly line: string, private readonly site: Site, public readonly deployment: Deployment, public readonly topic: Trial,
    public readonly log: ContainerLog,
  ) {}

  /** Of the resource. */
  public get name(): string {
    return this.deployment.flow.resource.metadata.name;
  }

  public cluster(side: Side): KafkaCluster {
    const { mirror } = this.deployment;
    return this.site.cluster(side === 'source' ? mirror.sourceAlias : mirror.targetAlias);
  }

  /** Name of MM2's user on a side; of an API key, that of the Secret that holds it. */
  public user(side: Side): { readonly name: string; readonly secret: string } {
    const jaas = String(this.deployment.mirror.sourceConnector.config[`${side}.cluster.sasl.jaas.config`]);
    const secret = KEY.exec(jaas)?.[1] ?? '';
    const user = userIn(jaas) ?? '';
    return { name: user === 'token' ? secret : user, secret };
  }

  /** An ACL of MM2's own user. */
  public acl(side: Side, resource: Acl['resource'], name: string, operations: readonly string[], permission: Acl['permission'] = 'ALLOW'): Acl {
    return { principal: `User:${this.user(side).name}`, resource, name, pattern: 'LITERAL', operations, permission };
  }

  /** Until the worker has logged a line with the phrase, after it had logged so many. */
  public async logs(phrase: string, after: number, limitSeconds = 90): Promise<void> {
    await until(`${this.line} logs '${phrase}'`, limitSeconds, () => this.log.lines.slice(after).some((line) => line.includes(phrase)) ? true : undefined);
  }
}
