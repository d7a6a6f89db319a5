/** What the expressions of one replication are about. */
export interface Scope {
  /** Name of the replication. */
  readonly replication: string;
  /** Namespace of its pods, where it is known. */
  readonly namespace?: string;
  /** Name of its KafkaMirrorMaker2, where an operator runs it. */
  readonly resource?: string;
  readonly flows: readonly FlowScope[];
  readonly objective: Objective;
}

export interface FlowScope {
  readonly source: string;
  readonly target: string;
  /** Topics that are known to be selected. */
  readonly topics: readonly string[];
  readonly hasGroups: boolean;
}

/** `target` of all partition-minutes are under `seconds` of lag. */
export interface Objective {
  readonly seconds: number;
  readonly target: number;
}

/** Labels of the scrape that every result keeps: routing and inhibition go by them. */
export const REPLICATION = 'namespace, replication, line_of_business';
export const FLOW = `${REPLICATION}, source, target`;
export const PARTITION = `${FLOW}, source_topic, topic, partition`;

/** Series of a metric that belong to the replication. */
export function series(name: string, { namespace, replication }: Scope, ...matchers: readonly string[]): string {
  const scope = [...(namespace === undefined ? [] : [`namespace="${namespace}"`]), `replication="${replication}"`];
  return `${name}{${[...scope, ...matchers].join(',')}}`;
}

/** A number as PromQL reads it, without the dust of floating point. */
export function number(value: number): string {
  return String(Number(value.toPrecision(6)));
}
