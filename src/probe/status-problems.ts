import { ConnectorStatus, StatusProblem } from './connector-status';
import { isSourceConnector } from './running-connector';

/** What the checks look at. */
export type SeenConnector = Omit<ConnectorStatus, 'problems'>;

/** States of a task that no worker runs. @see org.apache.kafka.connect.runtime.AbstractStatus.State (connect-runtime 4.3.1) */
const WAITING = ['UNASSIGNED', 'RESTARTING'];

/** States of a connector that its tasks take over; those of one that has failed may go on. */
const FOLLOWED = ['RUNNING', 'PAUSED'];

/** What can be wrong with a connector: a code, and what is the case, once for each place. */
export const CHECKS: readonly { readonly code: string; readonly find: (connector: SeenConnector) => readonly string[] }[] = [
  { code: 'missing', find: ({ state }) => when(state === null, 'Connect does not know it, or no worker has told its state yet') },
  { code: 'not-declared', find: ({ declared }) => when(declared === null, 'it runs, and no file declares it') },
  { code: 'connector-failed', find: ({ state, error }) => when(state === 'FAILED', `it has failed: ${error ?? 'no reason given'}`) },
  {
    code: 'other-state',
    find: ({ declared, state }) => when(declared !== null && state !== null && state !== 'FAILED' && state !== declared.toUpperCase(), `it is ${state}, and declared ${declared}`),
  },
  {
    code: 'task-failed',
    find: ({ tasks }) => tasks.filter(({ state }) => state === 'FAILED').map(({ id, worker, error, partitions }) =>
      `task ${id} at ${worker} has failed${partitions.length === 0 ? '' : `, and ${partitions.length} partitions stand still`}: ${error ?? 'no reason given'}`),
  },
  {
    code: 'task-state',
    find: ({ state, tasks }) => tasks.filter((task) => WAITING.includes(task.state) || (FOLLOWED.includes(state ?? '') && task.state !== 'FAILED' && task.state !== state))
      .map((task) => `task ${task.id} is ${task.state}, its connector ${state}`),
  },
  {
    code: 'no-tasks',
    find: (connector) => when(isSourceConnector(connector.class) && connector.state === 'RUNNING' && connector.tasks.length === 0, 'it has no task: no topic of the source is selected, or none is seen'),
  },
  {
    code: 'other-configuration',
    find: ({ differences }) => when(differences.length > 0, `it runs with another configuration than declared: ${differences.map(({ key }) => key).join(', ')}`),
  },
];

/** What is wrong with a connector, by the table. */
export function problemsOf(connector: SeenConnector): StatusProblem[] {
  return CHECKS.flatMap(({ code, find }) => find(connector).map((message) => ({ code, message })));
}

function when(condition: boolean, message: string): string[] {
  return condition ? [message] : [];
}
