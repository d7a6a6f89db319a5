import { setTimeout as sleep } from 'node:timers/promises';
import type { Process } from '../process.js';
import type { Deployment } from '../stage/deployment.js';
import type { Site } from '../stage/site.js';
import { until } from '../wait.js';
import { alertmanagerFile } from './alertmanager-config.js';
import { Alertmanager } from './alertmanager.js';
import { emittedMonitoring, type EmittedMonitoring } from './emitted-monitoring.js';
import { Prometheus } from './prometheus.js';
import { podsOf, scrapeConfig } from './scrape-config.js';
import { FakeSlack } from './slack.js';
import { unpackTools } from './tools.js';

const CATCH_UP_LIMIT_SECONDS = 240;
const CAUGHT_UP_SECONDS = 5;

interface Monitored {
  readonly deployment: Deployment;
  readonly emitted: EmittedMonitoring;
}

/** Deployments that run, with everything that watches them: Prometheus, Alertmanager, Slack, all configured by what the library emitted. */
export class MonitoredDeployments {
  /** @param deployments their workers have been started: a pod is scraped where it is */
  public static async start(site: Site, deployments: readonly Deployment[]): Promise<MonitoredDeployments> {
    await unpackTools();
    const monitored = deployments.map((deployment) => ({ deployment, emitted: emittedMonitoring(deployment.file, deployment.flow.resource) }));
    const all = new MonitoredDeployments(site, monitored, await FakeSlack.start(site.allocate()));
    site.atEnd(() => all.stop());
    await all.begin().catch((error: Error) => {
      throw new Error(`${error.message}\n${all.log()}`);
    });
    return all;
  }

  private readonly addresses: { readonly prometheus: string; readonly alertmanager: string };
  private running: { readonly prometheus: Prometheus; readonly alertmanager: Alertmanager } | undefined;
  private beginnings = 0;

  private constructor(private readonly site: Site, private readonly monitored: readonly Monitored[], public readonly slack: FakeSlack) {
    this.addresses = { prometheus: site.allocate(), alertmanager: site.allocate() };
  }

  public get prometheus(): Prometheus {
    return this.running!.prometheus;
  }

  /** Begins without a history: what happened before is forgotten. Returns when all workers are scraped and the lag is known. */
  public async begin(): Promise<void> {
    await this.end();
    const folder = this.site.path('monitoring', String(++this.beginnings));
    const alertmanager = await Alertmanager.start(folder, this.addresses.alertmanager,
      alertmanagerFile(this.monitored.map(({ emitted }) => emitted.alertmanagerConfig), (secret) => this.slack.webhook(secret)));
    const prometheus = await Prometheus.start({
      folder,
      address: this.addresses.prometheus,
      scrapes: this.monitored.map(({ deployment: { flow, workers }, emitted }) => scrapeConfig(emitted.podMonitor, podsOf(flow.resource, workers.addresses))),
      rules: this.monitored.map(({ emitted }) => emitted.prometheusRule),
      alertmanager: alertmanager.target,
    });
    this.running = { prometheus, alertmanager };
    const workers = this.monitored.reduce((sum, { deployment }) => sum + deployment.workers.addresses.size, 0);
    await until('Prometheus scrapes all workers and knows the lag', 120, async () =>
      await prometheus.value('sum(up)') === workers
      && await prometheus.value('count(count by (namespace) (partition:replication_lag_seconds))') === this.monitored.length ? true : undefined);
  }

  /** Until nothing waits any more that a fault has kept back. */
  public async caughtUp(): Promise<void> {
    await until('the backlog is copied', CATCH_UP_LIMIT_SECONDS, async () => await this.prometheus.value('max(partition:replication_lag_seconds)') < CAUGHT_UP_SECONDS ? true : undefined);
  }

  /** Alerts that fire within so many seconds, each once. */
  public async alertsWithin(seconds: number): Promise<string[]> {
    const fired = new Set<string>();
    for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; await sleep(1_000)) {
      (await this.prometheus.firing()).forEach((alert) => fired.add(alert));
    }
    return [...fired];
  }

  private log(): string {
    return this.processes().map((process) => `--- ${process.name}\n${process.tail(10)}`).join('\n');
  }

  private stop(): void {
    this.slack.stop();
    this.processes().forEach((process) => process.kill());
  }

  private async end(): Promise<void> {
    for (const process of this.processes()) {
      process.kill();
      await process.ended();
    }
    this.running = undefined;
  }

  private processes(): Process[] {
    return this.running === undefined ? [] : [this.running.prometheus.process, this.running.alertmanager.process];
  }
}
