import type { ClusterContext } from '../cluster.js';
import { fastJavaArguments } from '../java.js';
import { DevelopmentCluster, ScramCluster } from '../local.js';
import type { Endpoint } from '../network.js';

const NEAR_PORT = 9092;
const FAR_PORT = 9192;

/** Copies are deleted after each run: their files must not pile up. */
const SMALL_LOGS = { 'log.segment.delete.delay.ms': 500, 'log.segment.bytes': 268_435_456 };

/** One PLAINTEXT broker, which clients reach directly or over a long line: its second listener names the proxy. */
export class BenchCluster extends DevelopmentCluster {
  public readonly near: Endpoint;
  public readonly far: Endpoint;

  public constructor(name: string, context: ClusterContext) {
    const near = { host: name, port: NEAR_PORT };
    const far = { host: `${name}-far`, port: FAR_PORT };
    super(name, context, [near, far], 1, SMALL_LOGS);
    this.near = near;
    this.far = far;
  }

  protected override java(mainClass: string, args: readonly string[]): string[] {
    return fastJavaArguments(['-Xmx768m', this.context.network.jvmOption], mainClass, args);
  }
}

/** Three brokers as they run in production: TLS, SCRAM, three replicas of everything. */
export class SecuredCluster extends ScramCluster {
  protected override readonly nodeCount = 3;

  public override async start(): Promise<void> {
    await super.start();
    const mirrorMaker = (resource: 'TOPIC' | 'GROUP') => ({ principal: this.principal('target', 'mm2'), resource, name: '*', pattern: 'LITERAL', operations: ['ALL'] }) as const;
    await this.allow([mirrorMaker('TOPIC'), mirrorMaker('GROUP')]);
  }

  protected override java(mainClass: string, args: readonly string[]): string[] {
    return fastJavaArguments(['-Xmx768m', this.context.network.jvmOption], mainClass, args);
  }

  protected override settings(...args: Parameters<ScramCluster['settings']>): Record<string, string> {
    return { ...super.settings(...args), ...Object.fromEntries(Object.entries(SMALL_LOGS).map(([key, value]) => [key, String(value)])) };
  }
}
