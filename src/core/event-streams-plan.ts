import { Size } from 'cdk8s';
import { ByteRate } from './byte-rate';
import { Problem } from './problem';

/**
 * A plan of Event Streams on IBM Cloud, with the limits that decide whether MirrorMaker 2 fits.
 *
 * @see ibm-cloud-docs/EventStreams, plan and quota pages (April 2026)
 * @example
 * const target = new EventStreamsTarget(chart, 'Cloud', {
 *   alias: 'kp-remote',
 *   plan: EventStreamsPlan.STANDARD,
 *   bootstrapServers: ['broker-0.example.cloud:9093'],
 *   apiKey: SecretKey.of('es-api-secret', 'password'),
 * });
 */
export class EventStreamsPlan {
  /** One partition and no Kafka Connect: MirrorMaker 2 cannot keep its own topics there. As target it is finding `event-streams-lite`. */
  public static readonly LITE = new EventStreamsPlan('lite', { partitions: 1, connect: false, throughput: ByteRate.of(Size.kibibytes(100)) });

  /** 100 partitions in an instance, 1 MB/s per partition and 20 MB/s in all, messages up to 1 MB. */
  public static readonly STANDARD = new EventStreamsPlan('standard', { partitions: 100, connect: true, throughput: ByteRate.of(Size.mebibytes(20)) });

  /** 3,000 partitions and 150 MB/s in its smallest size, messages up to 1 MB. */
  public static readonly ENTERPRISE = new EventStreamsPlan('enterprise', { partitions: 3000, connect: true, throughput: ByteRate.of(Size.mebibytes(150)) });

  /** 3,000 partitions and 100 MB/s (half of it produced), private endpoints only, messages up to 1 MB. */
  public static readonly ENTERPRISE_GEN2 = new EventStreamsPlan('enterprise-gen2', { partitions: 3000, connect: true, throughput: ByteRate.of(Size.mebibytes(100)) });

  /**
   * The plan of this name.
   *
   * Fails at synth: a name that is none of `lite`, `standard`, `enterprise`, `enterprise-gen2`.
   * @param name name of the plan, as in the annotation `cdk8s-kafka-replication/event-streams-plan`
   */
  public static of(name: string): EventStreamsPlan {
    return EventStreamsPlan._byName(name) ?? new EventStreamsPlan(name, { partitions: 0, connect: false, throughput: ByteRate.of(Size.kibibytes(0)) }, true);
  }

  /** @internal */
  public static _byName(name: string): EventStreamsPlan | undefined {
    return EventStreamsPlan._all().find((plan) => plan.name === name);
  }

  /** @internal */
  public static _all(): readonly EventStreamsPlan[] {
    return [EventStreamsPlan.LITE, EventStreamsPlan.STANDARD, EventStreamsPlan.ENTERPRISE, EventStreamsPlan.ENTERPRISE_GEN2];
  }

  /** Name of the plan. */
  public readonly name: string;
  /** Partitions that an instance may hold, internal topics included. */
  public readonly partitions: number;
  /** Whether the plan supports Kafka Connect, and so MirrorMaker 2. */
  public readonly supportsConnect: boolean;
  /** What an instance carries at the most. */
  public readonly throughput: ByteRate;
  /** Largest batch of records that the brokers accept (`message.max.bytes`). */
  public readonly maxMessageSize: Size = Size.mebibytes(1);

  private constructor(name: string, limits: { partitions: number; connect: boolean; throughput: ByteRate }, private readonly unknown = false) {
    this.name = name;
    this.partitions = limits.partitions;
    this.supportsConnect = limits.connect;
    this.throughput = limits.throughput;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.unknown ? [{
      prop, problem: 'is not a plan of Event Streams', value: this.name, allowed: EventStreamsPlan._all().map((plan) => plan.name).join(', '),
    }] : [];
  }
}

/**
 * The only topic configurations that Event Streams on IBM Cloud lets a client set; any other makes the call fail.
 *
 * @see ibm-cloud-docs/EventStreams, faq.md and using_admin_kafka_api.md (April 2026)
 */
export const EVENT_STREAMS_TOPIC_CONFIGS: readonly string[] = [
  'cleanup.policy', 'retention.ms', 'retention.bytes', 'segment.bytes', 'segment.index.bytes', 'segment.ms',
];
