import { explain, show, wholeNumberProblems } from '../../src/core/problem';

describe('error messages', () => {
  test('name prop, problem, value, what is allowed and the remedy, in this order', () => {
    expect(explain({ prop: 'tasksMax', problem: 'is out of range', value: 0, allowed: '1 to 9', remedy: 'raise it' }))
      .toBe('tasksMax is out of range, got 0; 1 to 9; raise it');
  });

  test('leave out what is not known', () => {
    expect(explain({ prop: 'topics', problem: 'selects nothing' })).toBe('topics selects nothing');
  });

  test('shorten long values', () => {
    expect(show('a'.repeat(500))).toHaveLength(120);
  });

  test('never show what looks like a secret', () => {
    expect(show('hunter2:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N')).toBe('(not shown: looks like a secret)');
  });

  test.each([[0, 1], [1.5, 1], [11, 1], [NaN, 1], [1, 0], [10, 0], [undefined, 0]])('take only whole numbers within bounds: %s', (value, count) => {
    expect(wholeNumberProblems('n', value, 1, 10)).toHaveLength(count);
  });
});
