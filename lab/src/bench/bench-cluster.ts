import type { ClusterContext } from '../cluster.js';
import { fastJavaArguments } from '../java.js';
import { DevelopmentCluster } from '../local.js';
import type { Endpoint } from '../network.js';

const NEAR_PORT = 9092;
const FAR_PORT = 9192;

/** One PLAINTEXT broker, which clients reach directly or over a long line: its second listener names the proxy. */
export class BenchCluster extends DevelopmentCluster {
  public readonly near: Endpoint;
  public readonly far: Endpoint;

  public constructor(name: string, context: ClusterContext) {
    const near = { host: name, port: NEAR_PORT };
    const far = { host: `${name}-far`, port: FAR_PORT };
    // Copies are deleted after each run: their files must not pile up.
    super(name, context, [near, far], 1, { 'log.segment.delete.delay.ms': 500, 'log.segment.bytes': 268_435_456 });
    this.near = near;
    this.far = far;
  }

  protected override java(mainClass: string, args: readonly string[]): string[] {
    return fastJavaArguments(['-Xmx768m', this.context.network.jvmOption], mainClass, args);
  }
}
