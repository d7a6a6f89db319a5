import { secondsIn } from './durations';

/** Seconds for which a replication may stand still without losing a record: what is taken where nobody says it, and what may be said. */
export const LONGEST_OUTAGE = { default: 86_400, min: 60, max: 30 * 86_400, allowed: '1 minute to 30 days' } as const;

/** Seconds of a text such as `24h`; undefined if it is none, or out of range. */
export function longestOutageIn(text: string): number | undefined {
  const seconds = secondsIn(text);
  return seconds !== undefined && seconds >= LONGEST_OUTAGE.min && seconds <= LONGEST_OUTAGE.max ? seconds : undefined;
}
