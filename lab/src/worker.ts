import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from './agent.js';
import { ConnectRest } from './connect-rest.js';
import type { Flow } from './effective.js';
import { javaArguments } from './java.js';
import { heapOf } from './jvm-options.js';
import { exporterOption } from './monitoring/exporter.js';
import type { Network } from './network.js';
import { overrides } from './overrides.js';
import { Process } from './process.js';
import { until } from './wait.js';

export interface WorkerContext {
  readonly folder: string;
  readonly secretsFolder: string;
  readonly network: Network;
  readonly agent: Agent;
  readonly jvmOptions: readonly string[];
  /** Environment of the pods. */
  readonly env?: Readonly<Record<string, string>>;
  /** Rules of the JMX exporter, where the resource asks for metrics. */
  readonly exporterRules?: string;
  /** How a worker's JVM is started, where it is not a small one. */
  readonly java?: typeof javaArguments;
}

interface Worker {
  readonly address: string;
  readonly process: Process;
  /** Answers nobody: killed or frozen. */
  readonly gone: boolean;
}

/** The Connect workers of one resource: as many real ones as it has replicas, with the worker file of the operator. */
export class WorkerGroup {
  public readonly rest = new ConnectRest(() => this.living().map(({ address }) => address));
  private readonly workers = new Map<number, Worker>();

  public constructor(private flow: Flow, private readonly context: WorkerContext) {}

  /** Address of the REST API of one that lives. */
  public get restAddress(): string {
    return `http://${this.living()[0]!.address}:8083`;
  }

  public start(): void {
    for (let replica = 0; replica < this.flow.resource.spec.replicas; replica++) {
      this.startWorker(replica);
    }
  }

  /** Starts a worker, for the first time or again, as the operator replaces a pod: same configuration, same address. */
  public startWorker(replica: number): void {
    const { folder, secretsFolder, network, jvmOptions, exporterRules } = this.context;
    const pluginFolder = join(folder, 'plugins');
    mkdirSync(pluginFolder, { recursive: true });
    mkdirSync(secretsFolder, { recursive: true });
    const address = this.workers.get(replica)?.address ?? network.allocate();
    const file = join(folder, `worker-${replica}.properties`);
    const properties = { ...this.flow.worker, ...overrides({ address, secretsFolder, pluginFolder }) };
    writeFileSync(file, Object.entries(properties).map(([key, value]) => `${key}=${escape(String(value))}\n`).join(''), { mode: 0o600 });
    const options = [`-Xmx${heapOf(this.flow)}`, network.jvmOption, ...jvmOptions, ...(exporterRules === undefined ? [] : [exporterOption(address, exporterRules)])];
    const process = new Process(`worker ${replica} of ${this.flow.resource.metadata.name}`, 'java',
      (this.context.java ?? javaArguments)(options, 'org.apache.kafka.connect.cli.ConnectDistributed', [file]),
      { cwd: secretsFolder, env: { ...this.context.env, ADVERTISED_HOSTNAME: address }, log: this.logFile(replica) });
    this.workers.set(replica, { address, process, gone: false });
  }

  /** Workers that start from now on have this configuration. */
  public use(flow: Flow): void {
    this.flow = flow;
  }

  /** Asks the process to end, as the replacement of a pod begins. Returns when it has ended. */
  public async stopWorker(replica: number): Promise<void> {
    const { process } = this.mark(replica, true);
    process.signal('SIGTERM');
    await process.ended();
  }

  /** What a worker writes to standard output and error. */
  public logFile(replica: number): string {
    return join(this.context.folder, `worker-${replica}.log`);
  }

  /** Addresses of the workers that were started, by their numbers; a worker keeps its own. */
  public get addresses(): ReadonlyMap<number, string> {
    return new Map([...this.workers].map(([replica, { address }]) => [replica, address]));
  }

  /** Process id of a worker. */
  public pid(replica: number): number {
    return this.workers.get(replica)!.process.child.pid!;
  }

  /** kill -9. Returns when the process has ended. */
  public async killWorker(replica: number): Promise<void> {
    const { process } = this.mark(replica, true);
    process.kill();
    await process.ended();
  }

  /** Stops the process without ending it: to the group it is lost, to itself it is not. */
  public freezeWorker(replica: number): void {
    this.mark(replica, true).process.signal('SIGSTOP');
  }

  public thawWorker(replica: number): void {
    this.mark(replica, false).process.signal('SIGCONT');
  }

  /** @param workerId as Connect's status has it: address and port */
  public numberOf(workerId: string): number {
    return [...this.workers].find(([, { address }]) => workerId.startsWith(`${address}:`))![0];
  }

  /** Until all workers that live have joined, so that no task moves in the middle of a measurement. */
  public async joined(targetCluster: string): Promise<void> {
    await until('all workers answer', 240, async () => {
      this.assertRunning();
      const answers = await Promise.all(this.living().map(({ address }) => this.rest.answers(address)));
      return answers.every(Boolean) ? true : undefined;
    });
    await until('all workers have joined', 240, async () =>
      (await this.context.agent.call('workers', { cluster: targetCluster, group: String(this.flow.worker['group.id']) })) === this.living().length ? true : undefined);
  }

  public async createConnectors(targetCluster: string): Promise<void> {
    await this.joined(targetCluster);
    for (const connector of this.flow.connectors) {
      this.assertRunning();
      await this.rest.create(connector);
    }
  }

  /** Undefined while something is not running yet; throws as soon as something has failed. */
  public async running(): Promise<true | undefined> {
    this.assertRunning();
    for (const { name, state } of this.flow.connectors) {
      const status = await this.rest.status(name);
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
    const found = await Promise.all(this.flow.connectors.map(async (connector) =>
      (await this.rest.deviations(connector)).map((key) => `${connector.name}: ${key}`)));
    return found.flat();
  }

  /** Requests that a cluster refused for lack of rights or against its policy. MM2 only logs them and goes on. */
  public refusals(): string[] {
    return this.logLines(/(Authorization|PolicyViolation|Authentication)Exception/);
  }

  /** Distinct lines of all logs that match. */
  public logLines(expression: RegExp): string[] {
    const lines = this.processes().flatMap((process) => process.tail(1_000_000).split('\n'));
    return [...new Set(lines.filter((line) => expression.test(line)).map((line) => line.slice(0, 400)))];
  }

  public log(): string {
    return `refused: ${this.refusals().slice(0, 5).join('\n') || 'nothing'}\n` + this.processes().map((process) => `--- ${process.name}: warnings and errors\n${process.complaints()}\n--- ${process.name}: last lines\n${process.tail(8)}`).join('\n');
  }

  public stop(): void {
    this.processes().forEach((process) => process.kill());
  }

  private processes(): Process[] {
    return [...this.workers.values()].map(({ process }) => process);
  }

  private living(): Worker[] {
    return [...this.workers.values()].filter(({ gone }) => !gone);
  }

  private assertRunning(): void {
    this.living().forEach(({ process }) => process.assertRunning());
  }

  private mark(replica: number, gone: boolean): Worker {
    const worker = { ...this.workers.get(replica)!, gone };
    this.workers.set(replica, worker);
    return worker;
  }
}

/** Value in a Java properties file. */
function escape(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/^ /, '\\ ');
}
