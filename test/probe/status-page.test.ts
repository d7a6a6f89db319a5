import { readFileSync } from 'fs';
import { join } from 'path';
import { CHECKS } from '../../src/probe/status-problems';

const page = readFileSync(join(__dirname, '../../docs/runtimes.md'), 'utf8');
const section = page.slice(page.indexOf('## The state of what runs'));

test('the page has every problem that status tells, and no other', () => {
  const named = section.split('\n').filter((line) => line.startsWith('| ')).flatMap((line) => [...line.split('|')[2].matchAll(/`([a-z-]+)`/g)].map(([, code]) => code));
  expect(named.sort()).toEqual(CHECKS.map(({ code }) => code).sort());
});
