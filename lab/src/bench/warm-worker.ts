import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastJavaArguments } from '../java.js';
import type { Network } from '../network.js';
import { overrides } from '../overrides.js';
import { Process } from '../process.js';
import { until } from '../wait.js';

export type Settings = Readonly<Record<string, string | number | boolean>>;

/** A Connect worker that stays, while connectors come and go: its compiled code is as warm for the last as for the first. */
export class WarmWorker {
  public readonly pid: number;
  private readonly process: Process;
  private readonly url: string;

  public constructor(public readonly name: string, settings: Settings, jvmOptions: readonly string[], folder: string, network: Network) {
    const address = network.allocate();
    this.url = `http://${address}:8083`;
    mkdirSync(join(folder, name, 'plugins'), { recursive: true });
    const file = join(folder, name, 'worker.properties');
    const properties = { ...settings, ...overrides({ address, secretsFolder: join(folder, name), pluginFolder: join(folder, name, 'plugins') }) };
    writeFileSync(file, Object.entries(properties).map(([key, value]) => `${key}=${String(value)}\n`).join(''));
    this.process = new Process(`worker ${name}`, 'java',
      fastJavaArguments([...jvmOptions, network.jvmOption], 'org.apache.kafka.connect.cli.ConnectDistributed', [file]),
      { cwd: join(folder, name), env: { ADVERTISED_HOSTNAME: address }, log: join(folder, name, 'worker.log') });
    this.pid = this.process.child.pid!;
  }

  public async ready(): Promise<void> {
    await until(`${this.name} answers`, 90, async () => {
      this.process.assertRunning();
      return (await fetch(`${this.url}/connectors`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined))?.ok ? true : undefined;
    });
  }

  public async create(name: string, config: Settings): Promise<void> {
    await until(`${name} is accepted`, 60, async () => {
      const response = await this.request('POST', '', { name, config });
      if (response.status === 409) {
        return undefined; // a rebalance is going on
      }
      if (!response.ok) {
        throw new Error(`${name}: Connect answered ${response.status}: ${(await response.text()).slice(0, 1_000)}`);
      }
      return true;
    });
  }

  /** Until all tasks run. */
  public async running(name: string, tasks: number): Promise<void> {
    await until(`${name} runs`, 60, async () => {
      const states = await this.states(name);
      return states.length === tasks + 1 && states.every(({ state }) => state === 'RUNNING') ? true : undefined;
    });
  }

  /** Why parts of a connector have failed; empty when none has. */
  public async failures(name: string): Promise<string> {
    return (await this.states(name)).filter(({ state }) => state === 'FAILED').map(({ trace }) => trace?.slice(0, 1_500)).join('\n');
  }

  public async delete(name: string): Promise<void> {
    await until(`${name} is deleted`, 60, async () => {
      const { status } = await this.request('DELETE', `/${encodeURIComponent(name)}`);
      return status === 204 || status === 404 ? true : undefined;
    });
  }

  public log(): string {
    return `${this.process.complaints()}\n${this.process.tail(5)}`;
  }

  public stop(): void {
    this.process.kill();
  }

  private async states(name: string): Promise<{ state: string; trace?: string }[]> {
    const response = await this.request('GET', `/${encodeURIComponent(name)}/status`);
    if (!response.ok) {
      return [];
    }
    const { connector, tasks } = await response.json() as { connector: { state: string }; tasks: { state: string; trace?: string }[] };
    return [connector, ...tasks];
  }

  private async request(method: string, path: string, body?: object): Promise<Response> {
    this.process.assertRunning();
    return fetch(`${this.url}/connectors${path}`, {
      method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body), signal: AbortSignal.timeout(90_000),
    });
  }
}
