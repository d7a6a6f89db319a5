import { AclRule } from '../../access/acl-rule';
import { show } from '../../core/problem';
import { isSameCluster } from '../../model/same-cluster';
import { ApplicationAccess, LineView, Objection } from './line-view';
import { meetings, nameOf } from './rights';

/** What somebody of the other line may do on one of the clusters. */
interface Held {
  readonly bootstrapServers: readonly string[];
  /** The call that gave the right to an application; none for what the replication has: topics, groups, internal topics. */
  readonly by?: string;
  readonly rules: readonly AclRule[];
}

/** The option of a grant that decides what a right is about. */
const DECIDED_BY = { topic: 'topics', group: 'groups', transactionalId: 'transactionalIds' } as const;

/** What applications may reach of the other line; told to the line that gave the right, of two applications to the first line. */
export function applicationObjections(view: LineView, other: LineView): Objection[] {
  return [
    ...reached(view, other, [...heldByReplication(other), ...other.applications.map(heldByApplication)]),
    ...reached(other, view, heldByReplication(view)),
  ];
}

/** One message for each grant and kind of resource. */
function reached(view: LineView, other: LineView, held: readonly Held[]): Objection[] {
  return view.applications.flatMap(({ prop, cluster, rules }) => {
    const found = held.filter((theirs) => isSameCluster(cluster, theirs))
      .flatMap((theirs) => meetings(rules, theirs.rules).map((meeting) => ({ ...meeting, by: theirs.by })));
    return Object.entries(DECIDED_BY).flatMap(([resource, option]): Objection[] => {
      const first = found.find(({ rule }) => rule.resource === resource);
      return first === undefined ? [] : [{
        to: view,
        prop: `${prop} ${option}`,
        problem: `give rights on ${nameOf(first.rule)} that meet those of ${other.path}${first.by === undefined ? '' : ` (${first.by})`} on ${nameOf(first.their)}: ${show(first.name)} is in both`,
        allowed: 'names that no other line has rights on',
        remedy: `narrow ${option}, or declare the application in the line whose names they are`,
      }];
    });
  });
}

function heldByReplication({ running }: LineView): Held[] {
  return (running?.access ?? []).map(({ bootstrapServers, rules }) => ({ bootstrapServers: [bootstrapServers], rules }));
}

function heldByApplication({ prop, cluster: { bootstrapServers }, rules }: ApplicationAccess): Held {
  return { bootstrapServers, by: prop, rules };
}
