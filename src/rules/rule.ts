import { Severity } from '../core';
import { FactsByAlias } from '../core/cluster-facts';
import { EffectiveConfig } from '../effective';

/**
 * What the rules are asked about: one replication as it will run, and what people said about it.
 */
export interface RuleSubject {
  /** What Kafka Connect runs. */
  readonly config: EffectiveConfig;
  /** Accepted findings: code → reason. */
  readonly acknowledged: { readonly [code: string]: string };
  /**
   * Name of the Event Streams plan of the target (`lite`, `standard`, `enterprise`, `enterprise-gen2`).
   * @default - the target is not Event Streams on IBM Cloud
   */
  readonly eventStreamsPlan?: string;
  /**
   * What is known of the clusters, by alias.
   * @default - nothing
   */
  readonly facts?: FactsByAlias;
  /**
   * Longest time in seconds that the replication may stand still without losing a record.
   * @default 86400
   */
  readonly longestOutageSeconds?: number;
  /**
   * Series that Prometheus gets of it.
   * @default - not known, or nobody watches it
   */
  readonly series?: number;
}

/** A final object, as it will be applied. */
export interface ManifestSubject {
  /**
   * `Kind namespace/name`.
   * @default - as the object itself says
   */
  readonly resource?: string;
  /** The object. */
  readonly manifest: unknown;
  /** Accepted findings: code → reason. */
  readonly acknowledged: { readonly [code: string]: string };
}

/** One place where a rule is broken. */
export interface Violation {
  /** The prop or JSON path that causes it. */
  readonly path: string;
  /** What is the case, with the value where it cannot be a secret. */
  readonly message: string;
  /** What to do, where it differs from the rule's general remedy. */
  readonly remedy?: string;
  /** Severity, where it differs from the rule's. */
  readonly severity?: Severity;
}

/** One row of the table: a stable code and the condition behind it. */
export interface Rule {
  /** Stable code, kebab-case; also the name of its section in `docs/findings.md`. */
  readonly code: string;
  readonly severity: Severity;
  /** One line for the documentation: what the rule finds. */
  readonly title: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Where the fact behind it comes from: class or page, and version. */
  readonly source: string;
  /**
   * Yields each place of a replication that breaks the rule.
   * @param all every accepted replication known together (the whole App, or all files given to the CLI), the subject included
   */
  readonly check?: (subject: RuleSubject, all: readonly RuleSubject[]) => Iterable<Violation>;
  /** Yields each place of an object that breaks the rule. */
  readonly checkManifest?: (manifest: unknown) => Iterable<Violation>;
}
