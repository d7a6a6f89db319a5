import { Duration } from 'cdk8s';
import { millisecondsOf } from '../../core/durations';
import { Problem } from '../../core/problem';
import { AlertThresholds, DurationThresholds, NumberThresholds } from '../alert-thresholds';

export type ThresholdName = keyof AlertThresholds;

/** Values of both severities, in seconds, ratios or counts. */
export interface Levels {
  readonly warning: number;
  readonly critical: number;
}

export type Thresholds = { readonly [name in ThresholdName]-?: Levels };

/** A threshold: what it is measured in, on which side the trouble is, and what is taken where nobody says. */
interface Definition extends Levels {
  readonly unit: 'duration' | 'percent' | 'count';
  readonly worse: 'above' | 'below';
}

const DAY = 86_400;

const DEFINITIONS: { readonly [name in ThresholdName]-?: Definition } = {
  // Both follow the objective unless they are given.
  lag: { unit: 'duration', worse: 'above', warning: NaN, critical: NaN },
  recordAge: { unit: 'duration', worse: 'above', warning: 600, critical: 3600 },
  lagGrowth: { unit: 'count', worse: 'above', warning: 10_000, critical: 1_000_000 },
  throughput: { unit: 'percent', worse: 'below', warning: 50, critical: 10 },
  checkpointLatency: { unit: 'duration', worse: 'above', warning: 60, critical: 600 },
  retentionHeadroom: { unit: 'percent', worse: 'below', warning: 30, critical: 10 },
  rebalances: { unit: 'count', worse: 'above', warning: 6, critical: 20 },
  restarts: { unit: 'count', worse: 'above', warning: 1, critical: 3 },
  heap: { unit: 'percent', worse: 'above', warning: 85, critical: 95 },
  garbageCollection: { unit: 'percent', worse: 'above', warning: 10, critical: 30 },
  certificateExpiry: { unit: 'duration', worse: 'below', warning: 21 * DAY, critical: 5 * DAY },
};

const NAMES = Object.keys(DEFINITIONS) as ThresholdName[];

/** The thresholds with what is taken where nothing is given. */
export function thresholdsOf(given: AlertThresholds, objectiveSeconds: number): Thresholds {
  const levels = NAMES.map((name): [ThresholdName, Levels] => {
    const { unit, warning, critical } = DEFINITIONS[name];
    const fallback = name === 'lag' ? { warning: objectiveSeconds, critical: 10 * objectiveSeconds } : { warning, critical };
    const scale = unit === 'percent' ? 0.01 : 1;
    return [name, {
      warning: (plain(given[name]?.warning) ?? fallback.warning) * scale,
      critical: (plain(given[name]?.critical) ?? fallback.critical) * scale,
    }];
  });
  return Object.fromEntries(levels) as unknown as Thresholds;
}

/** On which side of a threshold the trouble is. */
export function worseOf(name: ThresholdName): 'above' | 'below' {
  return DEFINITIONS[name].worse;
}

/** Numbers out of range, and severities in the wrong order. */
export function thresholdProblems(prop: string, given: AlertThresholds, objectiveSeconds: number): Problem[] {
  const levels = thresholdsOf(given, objectiveSeconds);
  return NAMES.flatMap((name): Problem[] => {
    const { unit, worse } = DEFINITIONS[name];
    const outOfRange = (['warning', 'critical'] as const).filter((severity) => !isWithin(plain(given[name]?.[severity]), unit));
    if (outOfRange.length > 0) {
      return outOfRange.map((severity): Problem => ({
        prop: `${prop}.${name}.${severity}`, problem: 'is out of range', value: shown(given[name]?.[severity]),
        allowed: unit === 'duration' ? 'more than 0' : unit === 'percent' ? 'a percentage above 0, at most 100' : 'a number above 0',
      }));
    }
    const { warning, critical } = levels[name];
    const inOrder = worse === 'above' ? warning <= critical : warning >= critical;
    return inOrder || given[name] === undefined ? [] : [{
      prop: `${prop}.${name}`,
      problem: 'has its severities in the wrong order',
      value: { warning: shown(given[name]?.warning), critical: shown(given[name]?.critical) },
      allowed: worse === 'above' ? 'a warning at or below critical' : 'a warning at or above critical: less is worse here',
      remedy: 'set both, or swap them',
    }];
  });
}

function plain(value: Duration | number | undefined): number | undefined {
  return value === undefined || typeof value === 'number' ? value : millisecondsOf(value) / 1000;
}

function isWithin(value: number | undefined, unit: Definition['unit']): boolean {
  return value === undefined || (Number.isFinite(value) && value > 0 && (unit !== 'percent' || value <= 100));
}

function shown(value: DurationThresholds['warning'] | NumberThresholds['warning']): string | number | undefined {
  return typeof value === 'number' ? value : value?.toHumanString();
}
