import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { show } from '../core/problem';
import { Connector } from '../rules/replication';
import { hasOwnFilter } from '../rules/selected';
import { NameLists } from './name-lists';
import { Verdict } from './verdict';

/**
 * A checkpoint connector, asked about one consumer group after the other.
 *
 * @see org.apache.kafka.connect.mirror.MirrorCheckpointConnector.shouldReplicateByGroupFilter, DefaultGroupFilter (connect-mirror 4.3.1)
 */
export class GroupDecisions {
  private readonly lists: NameLists;

  constructor(private readonly connector: Connector) {
    this.lists = new NameLists(connector.settings, 'groups', DEFAULT_EXCLUSIONS.groups);
  }

  public of(group: string): Verdict {
    const { settings } = this.connector;
    if (hasOwnFilter(settings, 'group.filter.class', 'DefaultGroupFilter')) {
      return { name: group, taken: null, reasons: [{ code: 'cannot-tell', message: `group.filter.class ${show(settings.get('group.filter.class'))} decides, and is not one of Kafka's` }] };
    }
    if (this.lists.problem !== undefined) {
      return { name: group, taken: false, reasons: [{ code: 'connector-fails', message: `the connector cannot start: ${this.lists.problem}` }] };
    }
    const { selected, reasons } = this.lists.select(group);
    return { name: group, taken: selected ?? null, reasons };
  }
}
