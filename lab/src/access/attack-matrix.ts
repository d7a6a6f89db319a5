import type { Acl, AttackedObject, Attempt, ClientSettings } from '../agent.js';
import type { Site } from '../stage/site.js';
import { attackTable, type Against, type AttackRow } from './attack-table.js';
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

/** An attempt, and who made it where. */
interface Cell extends Attempt {
  readonly cluster: string;
  readonly by: string;
  readonly against: Against;
}

/** Everything that Kafka's clients can do, tried with credentials that may do little of it. */
export class AttackMatrix {
  private readonly cells: Cell[] = [];
  private hasHeld = true;

  public constructor(private readonly site: Site) {}

  /** Every operation succeeds with all rights: one that never can would prove nothing. */
  public async prove(cluster: string, settings: ClientSettings, objects: readonly AttackedObject[], readable: string): Promise<void> {
    const attempts = await this.attempts(cluster, 'administrator', 'administrator', settings, objects, readable);
    const bad = attempts.filter(({ outcome }) => outcome !== 'allowed');
    this.check(`${cluster}: the administrator can do all ${attempts.length} operations`, attempts.length > 0 && bad.length === 0, described(bad));
  }

  public async attack({ name, cluster, settings, rights, own, others, readable }: Attacker): Promise<void> {
    const against = await this.attempts(cluster, name, 'others', settings, others, readable);
    const successes = against.filter(({ outcome }) => outcome !== 'denied' && outcome !== 'invisible');
    this.check(`${name} at ${cluster}: ${against.length} attempts on what belongs to others: none succeeds`, against.length > 0 && successes.length === 0, described(successes));
    const mine = await this.attempts(cluster, name, 'own', settings, own, readable);
    const wrong = mine.filter((attempt) => (attempt.outcome === 'allowed') !== expected(rights, attempt) || attempt.outcome === 'failed');
    const allowed = mine.filter(({ outcome }) => outcome === 'allowed').length;
    this.check(`${name} at ${cluster}: of ${mine.length} attempts on its own exactly the ${allowed} succeed that its rights allow`, allowed > 0 && wrong.length === 0, described(wrong));
  }

  /** Whether there were attacks, and everything was as it has to be. */
  public get isProven(): boolean {
    return this.cells.some(({ against }) => against === 'others') && this.hasHeld;
  }

  /** What came of all attempts, counted. @param nameOf what a cluster is called there */
  public rows(nameOf: (cluster: string) => string = (cluster) => cluster): readonly AttackRow[] {
    const rows = new Map<string, AttackRow>();
    for (const { cluster, by, against, operation, kind, right, outcome } of this.cells) {
      const key = JSON.stringify([cluster, by, against, operation, kind]);
      const row: AttackRow = rows.get(key) ?? { cluster: nameOf(cluster), by, against, operation, kind, right, outcomes: {} };
      rows.set(key, { ...row, outcomes: { ...row.outcomes, [outcome]: (row.outcomes[outcome] ?? 0) + 1 } });
    }
    return [...rows.values()];
  }

  public print(): void {
    const table = attackTable(this.rows());
    const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
    console.log(['', 'Attack matrix, successes / attempts', ...table.map((row) => row.map((text, column) => text.padEnd(widths[column]!)).join('  ').trimEnd())].join('\n'));
    const of = (against: Against) => this.cells.filter((cell) => cell.against === against).length;
    console.log(`${this.cells.length} attempts: ${of('others')} on what belongs to others, ${of('own')} on own, ${of('administrator')} by the administrator\n`);
  }

  private check(name: string, passed: boolean, detail: string): void {
    this.hasHeld &&= passed;
    this.site.check(name, passed, detail);
  }

  private async attempts(
    cluster: string, by: string, against: Against, settings: ClientSettings, objects: readonly AttackedObject[], readable: string,
  ): Promise<readonly Attempt[]> {
    const attempts = await this.site.clients.call('attack', { ...settings, objects, readable }, 570);
    this.cells.push(...attempts.map((attempt) => ({ ...attempt, cluster, by, against })));
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
