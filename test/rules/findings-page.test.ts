import { readFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../../src/rules/rules';

const page = readFileSync(join(__dirname, '../../docs/findings.md'), 'utf8');
const sections = new Map(page.split(/^## /m).slice(1).map((section) => [section.split('\n')[0], section]));

test('the page has one section per rule, in the order of the table, and no other', () => {
  expect([...sections.keys()]).toEqual(RULES.map(({ code }) => code));
});

test.each(RULES.map((rule) => [rule.code, rule] as const))('section %s says what the rule says', (code, { severity, title, remedy, source }) => {
  const section = sections.get(code)!;
  expect(section).toContain(`Severity: ${severity}. ${title}\n`);
  expect(section).toContain(`Remedy: ${remedy}.\n`);
  expect(section).toContain(`Source: ${source}.\n`);
  // And says why, in between.
  expect(section.split('\n\n').length).toBeGreaterThanOrEqual(5);
});

test('the overview has one row per rule', () => {
  const rows = RULES.map(({ code, severity, title }) => `| [${code}](#${code}) | ${severity} | ${title.replace(/\|/g, '\\|')} |`);
  expect(page.split('\n').filter((line) => line.startsWith('| ['))).toEqual(rows);
});
