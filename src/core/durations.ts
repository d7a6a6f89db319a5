import { Duration } from 'cdk8s';

/** Milliseconds of a duration; a whole number unless the user wrote a fraction of one (1.013 seconds are 1013, whatever floating point says). */
export function millisecondsOf(duration: Duration): number {
  const exact = duration.toMilliseconds({ integral: false });
  const whole = Math.round(exact);
  return Math.abs(exact - whole) < 1e-6 ? whole : exact;
}

const UNITS: readonly { readonly unit: string; readonly seconds: number }[] = [
  { unit: 'd', seconds: 86_400 }, { unit: 'h', seconds: 3600 }, { unit: 'm', seconds: 60 }, { unit: 's', seconds: 1 },
];

/** Seconds of a text such as `90s`, `30m`, `24h`, `7d`; undefined if it is none. */
export function secondsIn(text: string): number | undefined {
  const [, number, letter] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const found = UNITS.find(({ unit }) => unit === letter);
  return found && Number(number) * found.seconds;
}

/** Seconds in the largest unit that loses nothing: 86,400 are `1d`. */
export function durationText(seconds: number): string {
  const { unit, seconds: one } = UNITS.find((candidate) => seconds % candidate.seconds === 0) ?? { unit: 's', seconds: 1 };
  return `${seconds / one}${unit}`;
}
