import type { Agent } from './agent.js';

const BASE_CONFIGS = { 'cleanup.policy': 'delete', 'retention.ms': '604800000', 'segment.bytes': '16777216' };

const PRODUCTS = ['Carrots', 'Banana', 'Salad', 'Avocado', 'Tomato', 'Strawberry', 'Kiwi', 'Potato'].map((description, index) => {
  const id = `P0${index + 1}`;
  return {
    key: id,
    value: JSON.stringify({
      product_id: id, description, target_temperature: 4 + index, target_humidity_level: 0.4 + index / 100, content_type: 1 + index % 2,
    }),
  };
});

/** Name to partitions and records: what the examples may select. Records that are not given are generated (class Records). */
const CATALOGUE: Record<string, { readonly partitions: number; readonly records: number; readonly given?: typeof PRODUCTS }> = {
  // 60 % of a partition must not fall on a multiple of MM2's default offset.lag.max + 1, or every translation is exact.
  orders: { partitions: 6, records: 100_200 },
  products: { partitions: 1, records: PRODUCTS.length, given: PRODUCTS },
  accounts: { partitions: 5, records: 10_000 },
  customers: { partitions: 3, records: 3_000 },
  shipments: { partitions: 10, records: 10_000 },
};

export const TOPIC_NAMES = Object.keys(CATALOGUE);

export interface Seed {
  readonly number: number;
  /** Timestamp of the first record. */
  readonly baseTime: number;
}

/** A topic at the source of at least one flow, filled in steps. */
export class SourceTopic {
  public readonly partitions: number;
  private readonly perPartition: number;
  private produced = 0;

  public constructor(public readonly cluster: string, public readonly name: string, private readonly agent: Agent, private readonly seed: Seed) {
    const { partitions, records } = CATALOGUE[name]!;
    this.partitions = partitions;
    this.perPartition = Math.ceil(records / partitions);
  }

  /** On the last of several partitions the groups lag far behind. */
  public get laggingPartition(): number | undefined {
    return this.partitions > 1 ? this.partitions - 1 : undefined;
  }

  public get records(): number {
    return this.partitions * this.perPartition;
  }

  /** Number of records per partition at this share of the whole. */
  public at(share: number): number {
    return Math.round(share * this.perPartition);
  }

  public async create(extraConfigs: Readonly<Record<string, string>>): Promise<void> {
    await this.agent.call('createTopic', { cluster: this.cluster, topic: this.name, partitions: this.partitions, configs: { ...BASE_CONFIGS, ...extraConfigs } });
  }

  /** Goes on until each partition holds this share of its records; perSecond limits the rate per partition. */
  public async produceUntil(share: number, perSecond = 0): Promise<void> {
    const [from, to] = [this.produced, this.at(share)];
    const common = { cluster: this.cluster, topic: this.name, baseTime: this.seed.baseTime + from };
    const given = CATALOGUE[this.name]!.given;
    if (given) {
      await this.agent.call('given', { ...common, records: given.slice(from, to) });
    } else {
      await this.agent.call('generate', { ...common, baseTime: this.seed.baseTime, partitions: this.partitions, from, to, perSecond, seed: this.seed.number });
    }
    this.produced = to;
  }

  public async commit(group: string, share: number, laggingShare: number): Promise<void> {
    const offsets = Object.fromEntries(Array.from({ length: this.partitions }, (_, partition) =>
      [partition, this.at(partition === this.laggingPartition ? laggingShare : share)]));
    await this.agent.call('commit', { cluster: this.cluster, topic: this.name, group, offsets });
  }
}
