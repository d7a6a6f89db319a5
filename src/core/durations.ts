import { Duration } from 'cdk8s';

/** Milliseconds of a duration; a whole number unless the user wrote a fraction of one (1.013 seconds are 1013, whatever floating point says). */
export function millisecondsOf(duration: Duration): number {
  const exact = duration.toMilliseconds({ integral: false });
  const whole = Math.round(exact);
  return Math.abs(exact - whole) < 1e-6 ? whole : exact;
}
