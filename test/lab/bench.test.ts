import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { evaluate as evaluateIn, ROOT, run } from './lab-module';

const evaluate = <T>(module: string, expression: string): T => evaluateIn(`bench/${module}`, expression);

describe('statistics of the benchmark', () => {
  test('the median is the middle value, or the mean of two', () => {
    expect(evaluate('statistics', '[m.median([3, 1, 2]), m.median([4, 1, 3, 2])]')).toEqual([2, 2.5]);
  });

  test('a ratio is taken round by round: a slow round does not count twice', () => {
    expect(evaluate('statistics', 'm.ratio([200, 100, 220], [100, 50, 100])')).toBe(2);
  });

  test('fails for nothing, and for rounds that are missing', () => {
    expect(() => evaluate('statistics', 'm.median([])')).toThrow('the median of nothing');
    expect(() => evaluate('statistics', 'm.ratio([1], [1, 2])')).toThrow('1 values beside 2');
  });
});

describe('verdicts', () => {
  const near = { far: 'none', millis: 0 };
  const cell = (contender: string, ...speeds: number[]) => ({
    contender, link: near, size: 1000,
    runs: speeds.map((megabytesPerSecond) => ({ megabytesPerSecond, cpuSecondsPerGigabyte: 10, seconds: 4, finished: false })),
  });
  const verdicts = (...catchUp: object[]) => evaluate<{ asked: string; worst: { value: number }; reached: boolean }[]>('verdicts',
    `m.verdicts(${JSON.stringify([{ part: 'throughput', date: '', machine: '', catchUp, latency: [] }])})`);

  test('a bar is reached when the worst figure reaches it', () => {
    const found = verdicts(cell('balanced', 150, 160, 170), cell('example', 100, 100, 100));
    expect(found.find((verdict) => verdict.asked.includes('1.5 times the example'))).toMatchObject({ worst: { value: 1.6 }, reached: true });
  });

  test('a bar is not reached when one figure misses it', () => {
    const found = verdicts(cell('balanced', 95, 95, 95), cell('balanced-loop', 100, 100, 100), cell('latency', 80, 80, 80), cell('latency-loop', 100, 100, 100));
    expect(found.find((verdict) => verdict.asked.includes('bare consume-produce loop'))).toMatchObject({ worst: { value: 0.8 }, best: { value: 0.95 }, reached: false });
  });

  test('what was not measured has no verdict', () => {
    expect(verdicts(cell('balanced', 1, 1, 1)).map((verdict) => verdict.asked)).toEqual([]);
  });
});

describe('plots', () => {
  const chart = (bars: boolean, logarithmic: boolean) => evaluate<string>('svg', `m.svg({ title: 'a < b', x: { label: 'ms', ticks: [0, 50] }, y: { label: 'MB/s', logarithmic: ${logarithmic} },
    series: [{ label: 'one', points: [[0, 2], [50, 180]] }], bars: ${bars} })`);

  test.each([[false, true], [true, false]])('names title, axes and series, for light and dark (bars %s)', (bars, logarithmic) => {
    const plot = chart(bars, logarithmic);
    for (const text of ['a &lt; b', '>ms<', '>MB/s<', '>one<', 'prefers-color-scheme:dark']) {
      expect(plot).toContain(text);
    }
    expect(plot).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('a logarithmic axis has powers of ten around all values', () => {
    expect([...chart(false, true).matchAll(/text-anchor="end">([\d.]+)</g)].map(([, tick]) => tick)).toEqual(['1', '10', '100', '1000']);
  });
});

test('page and plots are what the benchmark writes from the raw numbers', () => {
  const written: Record<string, string> = JSON.parse(run('lab/src/bench/print-page.ts'));
  const kept = ['performance.md', ...readdirSync(join(ROOT, 'docs/performance')).filter((name) => name.endsWith('.svg')).map((name) => `performance/${name}`)];
  expect(kept.sort()).toEqual(Object.keys(written).sort());
  expect(Object.fromEntries(kept.map((name) => [name, readFileSync(join(ROOT, 'docs', name), 'utf8')]))).toEqual(written);
});
