import { KafkaCluster } from '../../clusters';
import { show } from '../../core/problem';
import { SelectionOverlap } from '../../model';
import { isSameCluster } from '../../model/same-cluster';
import { applicationObjections } from './application-checks';
import { LineView, Objection } from './line-view';
import { identityOf } from './principal';
import { meetings, nameOf } from './rights';

/** Something that a line has for itself, at a cluster or everywhere. */
interface Owned {
  readonly value: string;
  readonly at?: KafkaCluster;
}

/** One row: what no two lines may share. */
interface Row {
  readonly prop: string;
  readonly what: string;
  readonly of: (view: LineView) => readonly Owned[];
  /** Rows that explain this one: what follows from them is not said again. */
  readonly follows?: readonly string[];
  /** Whether somebody else says it: a rule, or the check of names. */
  readonly isSaid?: boolean;
  readonly remedy: string;
}

const ROWS: readonly Row[] = [
  { prop: 'lineOfBusiness', what: 'the name', of: ({ line }) => [{ value: line.lineOfBusiness }], remedy: 'give each line of business a name of its own' },
  { prop: 'name', what: 'the name', of: ({ model }) => [{ value: model.name }], isSaid: true, remedy: '' },
  {
    prop: 'sourceAlias', what: 'the alias', of: ({ model }) => model.flows.map(({ source }) => ({ value: source.alias, at: source })), follows: ['lineOfBusiness'],
    remedy: 'leave sourceAlias out: <alias>-<line of business> is taken, and MM2 names topics by it',
  },
  {
    prop: 'targetAlias', what: 'the alias', of: ({ model }) => [{ value: model.target.alias, at: model.target }], follows: ['lineOfBusiness'],
    remedy: 'leave targetAlias out: <alias>-<line of business> is taken, and MM2 names topics by it',
  },
  {
    prop: 'namespace', what: 'the namespace', of: ({ line }) => line.namespace === undefined ? [] : [{ value: line.namespace }], follows: ['lineOfBusiness'],
    remedy: 'leave namespace out: mm2-<line of business> is made',
  },
  {
    prop: 'credentials', what: 'the user', of: ({ users }) => users.flatMap(({ at, principal }) => identityOf(at.authentication, principal).map((value) => ({ value, at }))),
    remedy: 'give each line a user of its own on each cluster: what one may, the other may too',
  },
  {
    prop: 'name', what: 'the worker group', follows: ['lineOfBusiness', 'name'], remedy: 'give each line a name of its own',
    of: ({ model, running }) => running ? [{ value: running.subject.config.worker['group.id'], at: model.target }] : [],
  },
  {
    prop: 'name', what: 'the internal topic', follows: ['lineOfBusiness', 'name', 'sourceAlias', 'targetAlias'],
    of: ({ running }) => (running?.internalTopics ?? []).map((value) => ({ value })),
    remedy: 'give each line a name and aliases of its own',
  },
];

/** Rows about names that everything else is named by: who shares one shares rights too, and hears it once. */
const NAMES: readonly string[] = ['lineOfBusiness', 'name', 'sourceAlias', 'targetAlias'];

/** What keeps two lines from being apart, told to the first of them; what applications may do, to the line that allows it. */
export function pairObjections(view: LineView, other: LineView): Objection[] {
  const shared = sharedThings(view, other);
  const selected = sharedSelections(view, other);
  const isNamedAlike = shared.some(({ row }) => NAMES.includes(row.prop));
  return [
    ...shared.filter(({ row }) => !row.isSaid).map(({ row, value }): Objection =>
      ({ to: view, prop: row.prop, problem: `is ${row.what} of ${other.path} too`, value, remedy: row.remedy })),
    ...selected,
    ...(isNamedAlike ? [] : [
      ...sharedRights(view, other).filter(({ prop }) => !selected.some((objection) => objection.prop === prop)),
      ...applicationObjections(view, other),
    ]),
  ];
}

function sharedThings(view: LineView, other: LineView): { row: Row; value: string }[] {
  const found: { row: Row; value: string }[] = [];
  for (const row of ROWS) {
    const theirs = row.of(other);
    const shared = row.of(view).find((owned) => theirs.some((their) => isSame(owned, their)));
    if (shared && !found.some(({ row: { prop } }) => row.follows?.includes(prop))) found.push({ row, value: shared.value });
  }
  return found;
}

function isSame(a: Owned, b: Owned): boolean {
  return a.value === b.value && (!a.at || !b.at || isSameCluster(a.at, b.at));
}

/** Topics and groups that both select: proven, not sampled. */
function sharedSelections(view: LineView, other: LineView): Objection[] {
  return view.model.flows.flatMap((flow) => other.model.flows.flatMap((theirs): Objection[] => {
    const sameSource = isSameCluster(flow.source, theirs.source);
    const sameTarget = isSameCluster(view.model.target, other.model.target);
    const topicsMeet = sameSource || (sameTarget && view.model.naming.isIdentity && other.model.naming.isIdentity);
    return [
      ...(topicsMeet ? overlap('topics', flow.topics.overlapWith(theirs.topics)) : []),
      // Group offsets keep the id of the group, whatever topics are called.
      ...((sameSource || sameTarget) && flow.groups && theirs.groups ? overlap('groups', flow.groups.overlapWith(theirs.groups)) : []),
    ];
  }));

  function overlap(prop: string, { isDisjoint, example, unknown }: SelectionOverlap): Objection[] {
    return isDisjoint ? [] : [{
      to: view,
      prop,
      problem: example === undefined ? `cannot be told from ${prop} of ${other.path}: ${unknown}` : `overlap with ${prop} of ${other.path}: ${show(example)} is in both`,
      allowed: 'selections that have no name in common, also none that nobody has thought of yet',
      remedy: 'narrow one of them, or exclude what belongs to the other',
    }];
  }
}

/** The prop that decides what a right is about. */
const DECIDED_BY = { topic: 'topics', group: 'groups', transactionalId: 'name' } as const;

/** Rights are names and prefixes: they may reach further than the selection that they are for. One message for each kind of resource. */
function sharedRights(view: LineView, other: LineView): Objection[] {
  const pairs = (view.running?.access ?? []).flatMap((mine) => (other.running?.access ?? [])
    .filter((theirs) => isSameCluster({ bootstrapServers: [mine.bootstrapServers] }, { bootstrapServers: [theirs.bootstrapServers] }))
    .flatMap((theirs) => meetings(mine.rules, theirs.rules).map((meeting) => ({ ...meeting, alias: mine.alias }))));
  return Object.entries(DECIDED_BY).flatMap(([resource, prop]) => {
    const found = pairs.find(({ rule }) => rule.resource === resource);
    return found ? [{
      to: view,
      prop,
      problem: `need rights on ${nameOf(found.rule)} at ${show(found.alias)} that meet those of ${other.path} on ${nameOf(found.their)}`,
      allowed: 'names of which none begins with the prefix of another line',
      remedy: 'rename the line or its topics, or list the topics of the shorter prefix by name',
    }] : [];
  });
}
