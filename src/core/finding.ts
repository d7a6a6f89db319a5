import { IConstruct } from 'constructs';

/**
 * How serious a finding is.
 *
 * The value is what `kafka-replication check --output json` prints as `severity`.
 */
export enum Severity {
  /** Impossible or certainly wrong: synth fails, unless acknowledged with a reason. */
  ERROR = 'error',
  /** Legal but risky: printed, never stops a synth. */
  WARNING = 'warning',
  /** Worth knowing: printed, never stops a synth. */
  INFO = 'info',
}

/**
 * Something a rule has to say about a replication: a stable code, where, what, and the remedy.
 */
export interface Finding {
  /** Stable name of the rule, such as `source-config-dropped`; a section of `docs/findings.md` has the same name. */
  readonly code: string;
  /** How serious it is. */
  readonly severity: Severity;
  /** The object it is about: `Kind namespace/name`. */
  readonly resource: string;
  /** The prop (synth) or the JSON path inside the resource (YAML) that causes it. */
  readonly path: string;
  /** What is the case, with the value where it is not a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /**
   * The reason somebody gave for accepting the finding.
   *
   * @default - not acknowledged
   */
  readonly acknowledged?: string;
}

type FindingSource = () => Finding[];
const sources = new WeakMap<IConstruct, FindingSource[]>();

/**
 * The findings of everything below an App.
 *
 * They are computed when asked for, from the objects as they are then.
 *
 * @example
 * const findings = Findings.of(app);
 */
export class Findings {
  /**
   * All findings of the construct tree that the scope belongs to.
   *
   * @param scope any construct of the tree, usually the App
   */
  public static of(scope: IConstruct): Finding[] {
    return (sources.get(scope.node.root) ?? []).flatMap((source) => source());
  }

  /**
   * Lets `of` ask one more source, once per tree and source.
   * @internal
   */
  public static _register(scope: IConstruct, source: () => Finding[]): void {
    const root = scope.node.root;
    sources.set(root, [...(sources.get(root) ?? []), source]);
  }

  private constructor() {}
}
