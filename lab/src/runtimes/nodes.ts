import type { ProducerPlan } from '../agent.js';
import type { Mirror } from '../effective.js';
import { CopiedTopic } from '../experiment/copied-topic.js';
import type { Running, Site } from '../stage/site.js';

/** What runs the two workers of a replication, as the scenarios of all runtimes see it. */
export interface Nodes extends Running {
  /** A planned stop of one, as for the maintenance of its machine. Returns when it has ended. */
  stopNode(index: number): Promise<void>;
  /** It comes back. Returns when it takes part again, by the word of the runtime's own probe. */
  startNode(index: number): Promise<void>;
  /** The worst state of the tasks that copy, as far as the runtime can tell. */
  tasks(): Promise<string>;
  /** What each has logged since it was started. */
  logs(): readonly string[];
}

/** On a busy machine a broker may answer late; a record given up that arrives after all would look foreign. */
const PATIENT: ProducerPlan['configs'] = { 'delivery.timeout.ms': 300_000 };

/** A topic that nodes copy. */
export class NodesTopic extends CopiedTopic {
  public constructor(site: Site, mirror: Mirror, private readonly nodes: Nodes, topic: string) {
    super(`${site.name}/${topic}`, topic, {
      agent: site.context.agent, source: site.cluster(mirror.sourceAlias), target: site.cluster(mirror.targetAlias), mirror, producerConfigs: PATIENT,
    });
  }

  protected log(): string {
    return this.nodes.log();
  }

  protected async tasks(): Promise<string> {
    return this.nodes.tasks();
  }
}
