import { RULES } from '../../src/rules/rules';
import { CASES } from './cases';
import { findingsAfter, otherFindingsAfter } from './situation';

describe.each(CASES.map((one) => ({ ...one, title: `${one.code} when ${one.when}` })))('$title', ({ code, fires, silent, severity, path, says }) => {
  test('it is found, with a place, a message and a remedy', () => {
    const found = findingsAfter(fires).filter((finding) => finding.code === code && (severity === undefined || finding.severity === severity));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ resource: expect.stringMatching(/^\w+ replication\/\w+$/), severity: severity ?? RULES.find((rule) => rule.code === code)!.severity });
    expect(path === undefined || found.map((finding) => finding.path).includes(path) ? path : found).toEqual(path);
    expect(found.map(({ message }) => message).join('\n')).toContain(says ?? '');
    found.forEach((finding) => [finding.path, finding.message, finding.remedy].forEach((text) => expect(text).not.toMatch(/^$|undefined|NaN|\[object/)));
  });

  test('its neighbour is not', () => {
    const same = findingsAfter(silent).filter((finding) => finding.code === code && (severity === undefined || finding.severity === severity));
    expect(same).toEqual([]);
  });
});

test('every rule has a case, and every case a rule', () => {
  expect([...new Set(CASES.map(({ code }) => code))].sort()).toEqual(RULES.map(({ code }) => code).sort());
});

test('codes are unique and in kebab case', () => {
  const codes = RULES.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
});

test('every rule says what it finds, what to do, and where the fact comes from', () => {
  RULES.forEach(({ title, remedy, source }) => {
    expect(title).toMatch(/\.$/);
    expect(remedy).not.toBe('');
    expect(source).toMatch(/\d|issue/);
  });
});

test('findings come in one order, and one mistake that reaches two connectors is one finding', () => {
  for (const mistake of ['source-config-dropped', 'no-tls', 'default-exclusions-lost']) {
    const change = CASES.find(({ code }) => code === mistake)!.fires;
    expect(findingsAfter(change)).toEqual(findingsAfter(change));
    expect(findingsAfter(change).filter(({ code }) => code === mistake)).toHaveLength(1);
  }
});

test('an accepted finding stays, with the reason', () => {
  const found = otherFindingsAfter((s) => { delete s.mirror.source.tls; s.acknowledged['no-tls'] = 'lab network'; });
  expect(found).toEqual([expect.objectContaining({ code: 'no-tls', acknowledged: 'lab network' })]);
});

test('a resource that the operator refuses is not asked anything else', () => {
  const found = findingsAfter((s) => { delete s.spec.target.authentication.passwordSecret; delete s.mirror.source.tls; });
  expect(found.map(({ code }) => code)).toEqual(['operator-refuses']);
});
