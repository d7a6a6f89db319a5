import { execFile } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Process } from '../process.js';
import { Container, putFile, scratchFolder, type Mount } from './container.js';
import { filesOf, type ContainerSpec, type Content, type PodTemplate } from './pod-manifest.js';
import type { PodAddress } from './pod-network.js';
import { Probe, type ProbeSpec } from './probe.js';

/** User of an image where the manifest names none. */
const IMAGE_USER = 1001;
/** Kubernetes' default. */
const GRACE_SECONDS = 30;
const CRASH_LOOP_MS = 10_000;

/** What a node of Kubernetes has for its pods. */
export interface PodContext {
  readonly folder: string;
  readonly address: PodAddress;
  /** Of the image, and what every pod finds around it. */
  readonly mounts: readonly Mount[];
  readonly env: Readonly<Record<string, string>>;
  readonly content: Content;
}

/** One pod with one container: exactly its command, environment and mounts, and what kubelet does with its probes. */
export class Pod {
  public readonly ip: string;
  private readonly spec: ContainerSpec;
  private readonly user: number;
  private readonly container: Container;
  private readonly logFile: string;
  private process: Process | undefined;
  private probes: Probe[] = [];
  private isWanted = true;
  private readyAt: number | undefined;
  private restarts = 0;

  public constructor(public readonly name: string, public readonly template: PodTemplate, private readonly context: PodContext) {
    const [spec, ...others] = template.spec.containers;
    if (spec === undefined || others.length > 0) {
      throw new Error(`pod ${name} has ${template.spec.containers.length} containers; the lab runs one`);
    }
    this.spec = spec;
    this.ip = context.address.ip;
    this.logFile = join(context.folder, 'log');
    this.user = template.spec.securityContext?.runAsUser ?? IMAGE_USER;
    this.container = new Container({
      name, folder: context.folder, user: this.user, network: context.address.namespace,
      mounts: [...context.mounts, ...this.volumes()],
      env: { ...context.env, ...this.environment() },
    });
  }

  public get isReady(): boolean {
    return this.readyAt !== undefined;
  }

  /** Seconds for which it has been ready without interruption. */
  public get readySeconds(): number {
    return this.readyAt === undefined ? 0 : (Date.now() - this.readyAt) / 1_000;
  }

  public get restartCount(): number {
    return this.restarts;
  }

  public start(): void {
    const process = this.container.start([...this.spec.command, ...this.spec.args ?? []], this.logFile);
    this.process = process;
    process.child.once('exit', () => {
      if (this.isWanted && this.process === process) {
        void this.restart();
      }
    });
    const { startupProbe } = this.spec;
    if (startupProbe) {
      const probe = this.probe(startupProbe, (succeeds) => {
        probe.stop();
        if (succeeds) {
          this.watch();
        } else {
          void this.end();
        }
      });
    } else {
      this.watch();
    }
  }

  /** As a pod is deleted: SIGTERM, and SIGKILL at the end of the grace period. Returns when it has ended. */
  public async stop(): Promise<void> {
    this.isWanted = false;
    await this.end();
  }

  /** It answers nobody any more, and does not end. */
  public freeze(): void {
    this.process?.signal('SIGSTOP');
  }

  /** For the end of the run. */
  public kill(): void {
    this.isWanted = false;
    this.silence();
    this.process?.kill();
  }

  /** Everything that it has logged. */
  public logText(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  public log(): string {
    return `--- ${this.name}: restarted ${this.restarts} times\n${this.process?.complaints() ?? 'never started'}\n${this.process?.tail(8) ?? ''}`;
  }

  /** The first time at once, then with a pause, as kubelet does with what crashes again and again. */
  private async restart(): Promise<void> {
    this.silence();
    await sleep(this.restarts++ === 0 ? 0 : CRASH_LOOP_MS);
    if (this.isWanted) {
      this.start();
    }
  }

  private async end(): Promise<void> {
    this.silence();
    const { process } = this;
    if (process) {
      process.signal('SIGTERM');
      await process.ended(this.template.spec.terminationGracePeriodSeconds ?? GRACE_SECONDS).catch(() => process.kill());
      await process.ended();
    }
  }

  /** Readiness and liveness, once it has started. */
  private watch(): void {
    const { readinessProbe, livenessProbe } = this.spec;
    if (readinessProbe) {
      this.probe(readinessProbe, (succeeds) => {
        this.readyAt = succeeds ? this.readyAt ?? Date.now() : undefined;
      });
    } else {
      this.readyAt = Date.now();
    }
    if (livenessProbe) {
      this.probe(livenessProbe, (succeeds) => {
        if (!succeeds) {
          void this.end();
        }
      });
    }
  }

  private silence(): void {
    this.probes.forEach((probe) => probe.stop());
    this.probes = [];
    this.readyAt = undefined;
  }

  private probe(spec: ProbeSpec, onVerdict: (succeeds: boolean) => void): Probe {
    const probe = new Probe(spec, async (each, seconds) => this.probing(each, seconds), onVerdict);
    this.probes.push(probe);
    probe.start();
    return probe;
  }

  private async probing({ httpGet, exec }: ProbeSpec, seconds: number): Promise<boolean> {
    if (httpGet) {
      const port = this.spec.ports?.find(({ name }) => name === httpGet.port)?.containerPort ?? httpGet.port;
      return fetch(`http://${this.ip}:${port}${httpGet.path}`, { redirect: 'manual', signal: AbortSignal.timeout(seconds * 1_000) }).then(({ status }) => status < 400, () => false);
    }
    return this.inside(exec!.command, seconds);
  }

  /** Runs a command among the container's files and in its network, as its user and with its environment. */
  private async inside(command: readonly string[], seconds: number): Promise<boolean> {
    const { pid } = this.process!.child;
    const env = Object.entries({ PATH: process.env.PATH ?? '', ...this.environment() }).map(([key, value]) => `${key}=${value}`);
    const [user, entering] = [String(this.user), ['--mount', '--net', 'setpriv']];
    return promisify(execFile)('nsenter', [`--target=${pid}`, ...entering, '--reuid', user, '--regid', user, '--clear-groups', 'env', '-i', ...env, ...command],
      { timeout: seconds * 1_000, killSignal: 'SIGKILL' }).then(() => true, () => false);
  }

  private environment(): Record<string, string> {
    return Object.fromEntries((this.spec.env ?? []).map(({ name, value, valueFrom }) => {
      const path = valueFrom?.fieldRef?.fieldPath;
      if (value === undefined && path !== 'status.podIP') {
        throw new Error(`the lab does not know where variable ${name} comes from`);
      }
      return [name, value ?? this.ip];
    }));
  }

  private volumes(): Mount[] {
    return (this.spec.volumeMounts ?? []).map(({ name, mountPath, readOnly }) => {
      const volume = this.template.spec.volumes?.find((each) => each.name === name);
      if (volume === undefined) {
        throw new Error(`pod ${this.name} has no volume ${name}`);
      }
      const source = scratchFolder(join(this.context.folder, 'volumes', name));
      filesOf(volume, this.context.content).forEach((text, path) => chownSync(putFile(join(source, path), text, volume.secret ? 0o440 : 0o644), 0, this.user));
      return { source, target: mountPath, isWritable: readOnly !== true };
    });
  }
}
