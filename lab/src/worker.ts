import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from './agent.js';
import type { Connector, Flow } from './effective.js';
import { javaArguments } from './java.js';
import type { Network } from './network.js';
import { overrides } from './overrides.js';
import { Process } from './process.js';
import { until } from './wait.js';

interface Status {
  readonly connector: { readonly state: string; readonly trace?: string };
  readonly tasks: readonly { readonly id: number; readonly state: string; readonly trace?: string }[];
}

export interface WorkerContext {
  readonly folder: string;
  readonly secretsFolder: string;
  readonly network: Network;
  readonly agent: Agent;
  readonly jvmOptions: readonly string[];
}

/** The Connect workers of one resource: as many real ones as it has replicas, with the worker file of the operator. */
export class WorkerGroup {
  private readonly processes: Process[] = [];
  private readonly addresses: string[] = [];

  public constructor(private readonly flow: Flow, private readonly context: WorkerContext) {}

  public start(): void {
    const { folder, secretsFolder, network } = this.context;
    const pluginFolder = join(folder, 'plugins');
    mkdirSync(pluginFolder, { recursive: true });
    mkdirSync(secretsFolder, { recursive: true });
    for (let replica = 0; replica < this.flow.resource.spec.replicas; replica++) {
      const address = network.allocate();
      const file = join(folder, `worker-${replica}.properties`);
      const properties = { ...this.flow.worker, ...overrides({ address, secretsFolder, pluginFolder }) };
      writeFileSync(file, Object.entries(properties).map(([key, value]) => `${key}=${escape(String(value))}\n`).join(''), { mode: 0o600 });
      const heap = this.flow.resource.spec.jvmOptions?.['-Xmx'] ?? '512m';
      this.addresses.push(address);
      this.processes.push(new Process(`worker ${replica} of ${this.flow.resource.metadata.name}`, 'java',
        javaArguments([`-Xmx${heap}`, network.jvmOption, ...this.context.jvmOptions], 'org.apache.kafka.connect.cli.ConnectDistributed', [file]),
        { cwd: secretsFolder, env: { ADVERTISED_HOSTNAME: address }, log: join(folder, `worker-${replica}.log`) }));
    }
  }

  /** Connectors come only when all workers have joined, so that no task moves in the middle of a measurement. */
  public async createConnectors(targetCluster: string): Promise<void> {
    const { agent } = this.context;
    await until('all workers answer', 240, async () => {
      this.assertRunning();
      const answers = await Promise.all(this.addresses.map((address) => this.get(address, '/').then(() => true, () => false)));
      return answers.every(Boolean) ? true : undefined;
    });
    await until('all workers have joined', 60, async () =>
      (await agent.call('workers', { cluster: targetCluster, group: String(this.flow.worker['group.id']) })) === this.addresses.length ? true : undefined);
    for (const connector of this.flow.connectors) {
      await until(`${connector.name} is accepted`, 60, () => this.create(connector));
    }
  }

  /** Undefined while something is not running yet; throws as soon as something has failed. */
  public async running(): Promise<true | undefined> {
    this.assertRunning();
    for (const { name, state } of this.flow.connectors) {
      const status = await this.get<Status>(this.addresses[0]!, `/connectors/${encodeURIComponent(name)}/status`).catch(() => undefined);
      const parts = status === undefined ? [] : [status.connector, ...status.tasks];
      const failed = parts.find((part) => part.state === 'FAILED');
      if (failed) {
        throw new Error(`${name} FAILED: ${failed.trace?.slice(0, 1_500)}`);
      }
      const wanted = (state ?? 'running').toUpperCase();
      if (parts.length < (wanted === 'RUNNING' ? 2 : 1) || parts.some((part) => part.state !== wanted)) {
        return undefined;
      }
    }
    return true;
  }

  /** What Connect says it runs, per connector, minus what the lab sent: empty means exactly as emitted. */
  public async deviations(): Promise<string[]> {
    const found: string[] = [];
    for (const connector of this.flow.connectors) {
      const runs = await this.get<Record<string, string>>(this.addresses[0]!, `/connectors/${encodeURIComponent(connector.name)}/config`);
      const sent = body(connector);
      for (const key of new Set([...Object.keys(runs), ...Object.keys(sent)])) {
        if (String(sent[key]) !== runs[key]) {
          found.push(`${connector.name}: ${key}`);
        }
      }
    }
    return found;
  }

  /** Requests that a cluster refused for lack of rights or against its policy. MM2 only logs them and goes on. */
  public refusals(): string[] {
    const lines = this.processes.flatMap((process) => process.tail(1_000_000).split('\n'));
    return [...new Set(lines.filter((line) => /(Authorization|PolicyViolation|Authentication)Exception/.test(line)).map((line) => line.slice(0, 400)))];
  }

  public log(): string {
    return `refused: ${this.refusals().slice(0, 5).join('\n') || 'nothing'}\n` + this.processes.map((process) => `--- ${process.name}: warnings and errors\n${process.complaints()}\n--- ${process.name}: last lines\n${process.tail(8)}`).join('\n');
  }

  public stop(): void {
    this.processes.forEach((process) => process.kill());
  }

  private assertRunning(): void {
    this.processes.forEach((process) => process.assertRunning());
  }

  /** The operator's request (KIP-980): configuration with class and number of tasks, and the initial state. */
  private async create(connector: Connector): Promise<true | undefined> {
    this.assertRunning();
    const response = await fetch(`http://${this.addresses[0]}:8083/connectors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: connector.name, config: body(connector), initial_state: (connector.state ?? 'running').toUpperCase() }),
      signal: AbortSignal.timeout(90_000),
    });
    if (response.ok) {
      return true;
    }
    const answer = await response.text();
    if (response.status === 409 && !answer.includes('already exists')) {
      return undefined; // a rebalance is going on
    }
    throw new Error(`${connector.name}: Connect answered ${response.status}: ${answer.slice(0, 1_000)}`);
  }

  private async get<T>(address: string, path: string): Promise<T> {
    const response = await fetch(`http://${address}:8083${path}`, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
    return await response.json() as T;
  }
}

function body(connector: Connector): Record<string, unknown> {
  return {
    ...connector.config,
    'name': connector.name,
    'connector.class': connector.class,
    ...(connector.tasksMax === null ? {} : { 'tasks.max': connector.tasksMax }),
  };
}

/** Value in a Java properties file. */
function escape(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/^ /, '\\ ');
}
