import { otherFindingsAfter, goodResource } from './situation';

test('a good resource has no findings but the bound of duplicates', () => {
  expect(otherFindingsAfter(() => {})).toEqual([]);
});

test('a good resource for Event Streams has no findings but the bound of duplicates', () => {
  expect(otherFindingsAfter((s) => {
    s.plan = 'standard';
    s.source['config.properties.exclude'] = '(?!(cleanup\\.policy|retention\\.ms|retention\\.bytes|segment\\.bytes|segment\\.index\\.bytes|segment\\.ms)$).*';
  })).toEqual([]);
});

test('two good resources in opposite directions have no findings but the bound of duplicates', () => {
  expect(otherFindingsAfter((s) => s.add(goodResource('back', 'cloud', 'plant')))).toEqual([]);
});
