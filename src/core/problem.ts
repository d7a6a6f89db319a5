import { Construct } from 'constructs';
import { looksLikeSecret } from './secret-text';

/**
 * A mistake in what the user wrote. Factories keep it, the construct that uses the value reports it with all others.
 */
export interface Problem {
  /** The prop, as the user's code names it: `source.bootstrapServers[0]`. */
  readonly prop: string;
  /** What is wrong with it: `has no port`. */
  readonly problem: string;
  /** The offending value; shown as JSON unless it may be a secret. */
  readonly value?: unknown;
  /** What is allowed instead. */
  readonly allowed?: string;
  /** What to do. */
  readonly remedy?: string;
}

/** `prop problem, got value; allowed; remedy`: the one form of every error message (cdk8s puts the construct path in front). */
export function explain({ prop, problem, value, allowed, remedy }: Problem): string {
  const got = value === undefined ? '' : `, got ${show(value)}`;
  return [`${prop} ${problem}${got}`, allowed, remedy].filter(Boolean).join('; ');
}

/** A value as it may be printed: JSON, shortened, and never anything that looks like a credential. */
export function show(value: unknown): string {
  if (typeof value === 'string' && looksLikeSecret(value)) {
    return '(not shown: looks like a secret)';
  }
  // JSON leaves some characters that end a line or steer a terminal.
  const text = (JSON.stringify(value) ?? String(value)).replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** `prop["key"]`: one entry of a map, without the key where it looks like a credential. */
export function entryOf(prop: string, key: string): string {
  return `${prop}[${show(key)}]`;
}

/** Makes the construct report the problems when the App is validated: all of them, at once. */
export function reportProblems(construct: Construct, find: () => Problem[]): void {
  construct.node.addValidation({ validate: () => find().map(explain) });
}

/** Problems of a value that must be a whole number within bounds. */
export function wholeNumberProblems(prop: string, value: number | undefined, min: number, max: number, remedy?: string): Problem[] {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) {
    return [];
  }
  // A construct may be called from JavaScript or Python with anything: NaN and Infinity have no JSON form.
  const shown = typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return [{ prop, problem: 'is out of range', value: shown, allowed: `a whole number from ${min} to ${max}`, remedy }];
}
