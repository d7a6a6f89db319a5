import type { Acl, AttackedObject, Attempt, ClientSettings } from '../agent.js';
import type { Site } from '../stage/site.js';
import { allows } from './strimzi-acls.js';

/** One credential against one cluster. */
export interface Attacker {
  /** Who attacks, and where. */
  readonly name: string;
  readonly cluster: string;
  readonly settings: ClientSettings;
  readonly rights: readonly Acl[];
  /** Its own, where its rights decide. */
  readonly own: readonly AttackedObject[];
  /** What belongs to others, or to everybody. */
  readonly others: readonly AttackedObject[];
  /** A topic that it may read. */
  readonly readable: string;
}

/** For which of the objects; the administrator's show that an operation works where nothing forbids it. */
type Against = 'own' | 'others' | 'administrator';

interface Cell extends Attempt {
  readonly cluster: string;
  readonly against: Against;
}

/** Everything that Kafka's clients can do, tried with credentials that may do little of it. */
export class AttackMatrix {
  private readonly cells: Cell[] = [];

  public constructor(private readonly site: Site) {}

  /** Every operation succeeds with all rights: one that never can would prove nothing. */
  public async prove(cluster: string, settings: ClientSettings, objects: readonly AttackedObject[], readable: string): Promise<void> {
    const attempts = await this.attempts(cluster, 'administrator', settings, objects, readable);
    const bad = attempts.filter(({ outcome }) => outcome !== 'allowed');
    this.site.check(`${cluster}: the administrator can do all ${attempts.length} operations`, attempts.length > 0 && bad.length === 0, described(bad));
  }

  public async attack({ name, cluster, settings, rights, own, others, readable }: Attacker): Promise<void> {
    const against = await this.attempts(cluster, 'others', settings, others, readable);
    const successes = against.filter(({ outcome }) => outcome !== 'denied' && outcome !== 'invisible');
    this.site.check(`${name} at ${cluster}: ${against.length} attempts on what belongs to others: none succeeds`, against.length > 0 && successes.length === 0, described(successes));
    const mine = await this.attempts(cluster, 'own', settings, own, readable);
    const wrong = mine.filter((attempt) => (attempt.outcome === 'allowed') !== expected(rights, attempt) || attempt.outcome === 'failed');
    const allowed = mine.filter(({ outcome }) => outcome === 'allowed').length;
    this.site.check(`${name} at ${cluster}: of ${mine.length} attempts on its own exactly the ${allowed} succeed that its rights allow`, allowed > 0 && wrong.length === 0, described(wrong));
  }

  /** One row for each operation, one column for each cluster: own / of others / the administrator's, each as successes of attempts. */
  public print(): void {
    const clusters = [...new Set(this.cells.map(({ cluster }) => cluster))];
    const operations = [...new Map(this.cells.map(({ operation, kind, right }) => [operation, { operation, kind, right }])).values()];
    const head = ['operation', 'on', 'right', ...clusters.flatMap((cluster) => [`${cluster}: own`, 'of others', 'administrator'])];
    const rows = operations.map(({ operation, kind, right }) => [operation, kind, right, ...clusters.flatMap((cluster) =>
      (['own', 'others', 'administrator'] as const).map((against) => this.successes(cluster, operation, against)))]);
    const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
    console.log(['', 'Attack matrix, successes / attempts', ...[head, ...rows].map((row) => row.map((text, column) => text.padEnd(widths[column]!)).join('  ').trimEnd())].join('\n'));
    const of = (against: Against) => this.cells.filter((cell) => cell.against === against).length;
    console.log(`${this.cells.length} attempts: ${of('others')} on what belongs to others, ${of('own')} on own, ${of('administrator')} by the administrator\n`);
  }

  private successes(cluster: string, operation: string, against: Against): string {
    const cells = this.cells.filter((cell) => cell.cluster === cluster && cell.operation === operation && cell.against === against);
    return cells.length === 0 ? '-' : `${cells.filter(({ outcome }) => outcome === 'allowed').length} / ${cells.length}`;
  }

  private async attempts(cluster: string, against: Against, settings: ClientSettings, objects: readonly AttackedObject[], readable: string): Promise<readonly Attempt[]> {
    const attempts = await this.site.clients.call('attack', { ...settings, objects, readable }, 570);
    this.cells.push(...attempts.map((attempt) => ({ ...attempt, cluster, against })));
    return attempts;
  }
}

function expected(rights: readonly Acl[], { name, right }: Attempt): boolean {
  const [resource, operation] = right.split(' ') as [string, string];
  return allows(rights, resource, resource === 'CLUSTER' ? 'kafka-cluster' : name, operation);
}

function described(attempts: readonly Attempt[]): string {
  return attempts.slice(0, 8).map(({ operation, name, outcome, detail }) => `${operation} ${name}: ${outcome} ${detail.slice(0, 150)}`).join('; ')
    + (attempts.length > 8 ? `; and ${attempts.length - 8} more` : '');
}
