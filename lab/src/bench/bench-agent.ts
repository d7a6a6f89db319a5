import { fastJavaArguments } from '../java.js';
import { JsonLines } from '../json-lines.js';
import type { Endpoint, Network } from '../network.js';

export interface CatchUp {
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Whether all records were copied within the limit. */
  readonly finished: boolean;
}

/** Milliseconds from the producer at the source to the consumer at the target. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly samples: number;
  /** Records that were not there a second after the last one was sent, and when the measurement ended. */
  readonly late: number;
  readonly missing: number;
}

type ClientConfig = Readonly<Record<string, string | number | boolean>>;

export interface BenchMethods {
  proxy: [{ name: string; listen: Endpoint; broker: Endpoint }, null];
  roundTrip: [{ name: string; millis: number }, null];
  backlog: [{ bootstrap: string; topic: string; partitions: number; records: number; size: number }, null];
  startLoop: [{ topic: string; copy: string; partitions: number; tasks: number; consumer: ClientConfig; producer: ClientConfig }, null];
  stopLoop: [object, null];
  catchUp: [{
    bootstrap: string; copy: string; partitions: number; pid: number; records: number; startLimitSeconds: number; settleSeconds: number; limitSeconds: number;
  }, CatchUp];
  latency: [{
    source: string; topic: string; target: string; copy: string; partitions: number; size: number; rate: number; settleSeconds: number; seconds: number;
  }, Latency];
}

/** A JVM that loads, delays, copies or measures (lab/java, class BenchAgent). */
export class BenchAgent extends JsonLines<BenchMethods> {
  public constructor(name: string, jvmOptions: readonly string[], network: Network, log: string) {
    super(name, fastJavaArguments([...jvmOptions, network.jvmOption], 'lab.bench.BenchAgent'), log);
  }
}
