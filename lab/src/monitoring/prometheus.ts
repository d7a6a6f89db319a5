import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Process } from '../process.js';
import { until } from '../wait.js';
import type { Manifest } from './emitted-monitoring.js';
import { SCALE } from './time-scale.js';
import { tool } from './tools.js';

const PORT = 9090;
/** Prometheus looks back five minutes for the last value of a series; and tells Alertmanager each minute what still fires. */
const LOOKBACK_SECONDS = 300 / SCALE;
const RESEND_SECONDS = 60 / SCALE;

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly metric: Labels;
  readonly value: number;
}

/** Values over time: seconds since 1970, and the value. */
export interface Line {
  readonly metric: Labels;
  readonly values: readonly (readonly [at: number, value: number])[];
}

export interface PrometheusProps {
  readonly folder: string;
  readonly address: string;
  readonly scrapes: readonly object[];
  readonly rules: readonly Manifest[];
  /** Host and port of Alertmanager. */
  readonly alertmanager: string;
}

/** Prometheus with a history of its own. */
export class Prometheus {
  public static async start(props: PrometheusProps): Promise<Prometheus> {
    mkdirSync(props.folder, { recursive: true });
    const prometheus = new Prometheus(props);
    await until('Prometheus answers', 60, async () => {
      prometheus.process.assertRunning();
      return fetch(`${prometheus.url}/-/ready`).then(({ ok }) => ok ? true as const : undefined, () => undefined);
    });
    return prometheus;
  }

  public readonly process: Process;
  private readonly url: string;

  private constructor({ folder, address, scrapes, rules, alertmanager }: PrometheusProps) {
    this.url = `http://${address}:${PORT}`;
    // JSON is YAML, too. A rule file has the groups that a PrometheusRule has.
    const ruleFiles = rules.map(({ metadata, spec }) => write(join(folder, `${metadata.namespace}-${metadata.name}.rules.json`), spec));
    const config = write(join(folder, 'prometheus.json'), {
      global: { evaluation_interval: `${30_000 / SCALE}ms` },
      rule_files: ruleFiles,
      scrape_configs: scrapes,
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    });
    this.process = new Process('Prometheus', tool('prometheus'), [
      `--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=${address}:${PORT}`,
      `--query.lookback-delta=${LOOKBACK_SECONDS}s`, `--rules.alert.resend-delay=${RESEND_SECONDS}s`, '--log.level=warn',
    ], { log: join(folder, 'prometheus.log') });
  }

  /** Values at this moment. */
  public async query(expression: string): Promise<Sample[]> {
    const { result } = await this.get<{ result: { metric: Labels; value: [number, string] }[] }>('query', { query: expression });
    return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  }

  /** The one value of an expression at this moment; NaN where it has none. */
  public async value(expression: string): Promise<number> {
    return (await this.query(expression))[0]?.value ?? NaN;
  }

  /** Values between two times, seconds since 1970. */
  public async range(expression: string, start: number, end: number, step: number): Promise<Line[]> {
    const { result } = await this.get<{ result: { metric: Labels; values: [number, string][] }[] }>('query_range',
      { query: expression, start: String(start), end: String(end), step: String(step) });
    return result.map(({ metric, values }) => ({ metric, values: values.map(([at, value]) => [at, Number(value)] as const) }));
  }

  /** Labels of all series that a selector finds. */
  public async series(selector: string): Promise<Labels[]> {
    return this.get<Labels[]>('series', { 'match[]': selector });
  }

  /** Names and severities of the alerts that fire, such as `ReplicationDown critical`. */
  public async firing(): Promise<string[]> {
    const { alerts } = await this.get<{ alerts: { state: string; labels: Labels }[] }>('alerts', {});
    return [...new Set(alerts.filter(({ state }) => state === 'firing').map(({ labels }) => `${labels.alertname} ${labels.severity}`))].sort();
  }

  private async get<T>(what: string, params: Readonly<Record<string, string>>): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${what}?${new URLSearchParams(params)}`, { signal: AbortSignal.timeout(20_000) });
    const answer = await response.json() as { status: string; error?: string; data: T };
    if (answer.status !== 'success') {
      throw new Error(`Prometheus refuses ${what} ${JSON.stringify(params)}: ${answer.error}`);
    }
    return answer.data;
  }
}

function write(file: string, content: object): string {
  writeFileSync(file, JSON.stringify(content, undefined, 1));
  return file;
}
