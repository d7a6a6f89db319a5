import { findingsAfter, goodResource } from './situation';

test('a good resource has no findings at all', () => {
  expect(findingsAfter(() => {})).toEqual([]);
});

test('a good resource for Event Streams has no findings at all', () => {
  expect(findingsAfter((s) => {
    s.plan = 'standard';
    s.source['config.properties.exclude'] = '(?!(cleanup\\.policy|retention\\.ms|retention\\.bytes|segment\\.bytes|segment\\.index\\.bytes|segment\\.ms)$).*';
  })).toEqual([]);
});

test('two good resources in opposite directions have no findings at all', () => {
  expect(findingsAfter((s) => s.add(goodResource('back', 'cloud', 'plant')))).toEqual([]);
});
