import { readFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../../src/rules/rules';

test.each(['error', 'warning', 'info'])('the README lists every finding of severity %s, and no other', (severity) => {
  const codes = RULES.filter((rule) => rule.severity === severity).map(({ code }) => `\`${code}\``);
  expect(readFileSync(join(__dirname, '../../README.md'), 'utf8')).toContain(`| ${severity} | ${codes.join(', ')} |\n`);
});
