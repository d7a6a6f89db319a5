/** A unit of Grafana: what a value is divided by until it is below the next step, and what is written behind it. */
interface Unit {
  readonly base: number;
  readonly steps: readonly string[];
}

const PLAIN: Unit = { base: 1_000, steps: ['', ' K', ' Mil', ' Bil'] };
const BYTES: Unit = { base: 1_024, steps: [' B', ' KiB', ' MiB', ' GiB'] };
const BYTES_PER_SECOND: Unit = { base: 1_024, steps: [' B/s', ' KiB/s', ' MiB/s', ' GiB/s'] };

/** A value as Grafana shows it, roughly. */
export function formatted(value: number, unit = 'short'): string {
  switch (unit) {
    case 'percentunit': return `${digits(value * 100)} %`;
    case 's': return duration(value);
    case 'ms': return duration(value / 1_000);
    case 'bytes': return stepped(value, BYTES);
    case 'binBps':
    case 'Bps': return stepped(value, BYTES_PER_SECOND);
    case 'cps': return `${stepped(value, PLAIN)} /s`;
    default: return `${stepped(value, PLAIN)}${unit.startsWith('count:') ? ` ${unit.slice('count:'.length)}` : ''}`;
  }
}

function stepped(value: number, { base, steps }: Unit): string {
  const step = value === 0 ? 0 : Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log(Math.abs(value)) / Math.log(base))));
  return `${digits(value / base ** step)}${steps[step]}`;
}

function duration(seconds: number): string {
  const [size, name] = ([[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']] as const).find(([each]) => Math.abs(seconds) >= each) ?? ([0.001, 'ms'] as const);
  return `${digits(seconds / size)} ${name}`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
