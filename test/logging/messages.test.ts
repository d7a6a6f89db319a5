import { readFileSync } from 'fs';
import { join } from 'path';
import { anchorOf, MESSAGES } from '../../src/logging/messages';
import { provokedMessages, troubleshootingPage } from './troubleshooting-page';

test('the page is what the table says: npx tsx test/logging/print-troubleshooting-page.ts > docs/troubleshooting.md', () => {
  expect(readFileSync(join(__dirname, '../../docs/troubleshooting.md'), 'utf8')).toBe(troubleshootingPage());
});

test('what the lab has provoked is shown in its section', () => {
  const { phrase } = MESSAGES[0];
  const page = troubleshootingPage([{ phrase, level: 'ERROR', logger: 'org.example.Task', message: `It said: ${phrase}`, exceptions: ['org.example.SomeException: why'] }]);
  const [first, second] = page.split('\n## ').slice(1);
  expect(first).toContain(`ERROR org.example.Task: It said: ${phrase}\norg.example.SomeException: why`);
  expect(second).not.toContain('In the lab');
  expect(page).toContain(`1 of the ${MESSAGES.length} messages`);
});

test('what the lab has provoked is in the table', () => {
  const phrases = MESSAGES.map(({ phrase }) => phrase);
  expect(provokedMessages().map(({ phrase }) => phrase).filter((phrase) => !phrases.includes(phrase))).toEqual([]);
});

test('titles, anchors and phrases are there once', () => {
  for (const values of [MESSAGES.map(({ title }) => title), MESSAGES.map(anchorOf), MESSAGES.map(({ phrase }) => phrase)]) {
    expect(values.filter((value, i) => values.indexOf(value) !== i)).toEqual([]);
  }
});

test('no phrase is a part of another one, or one line would count for two', () => {
  expect(MESSAGES.filter(({ phrase }) => MESSAGES.some((other) => other.phrase !== phrase && other.phrase.includes(phrase)))).toEqual([]);
});

test('a phrase stands in JSON and in a search as it is: no quotes, no backslashes, no wildcards', () => {
  expect(MESSAGES.map(({ phrase }) => phrase).filter((phrase) => /["\\*%|`$]/.test(phrase))).toEqual([]);
});

test('each says meaning, first command, fix, and the class of Kafka 4.3.1 that logs it', () => {
  for (const { meaning, command, fix, source } of MESSAGES) {
    expect([meaning, command, fix].filter((text) => text.trim().length < 10)).toEqual([]);
    expect(source).toMatch(/^org\.apache\.kafka\.[\w.]+ \((connect-mirror|connect-runtime|kafka-clients) 4\.3\.1\)$/);
    expect(meaning + fix).not.toMatch(/[$`]/);
  }
});

test('ten of them at least are told by an alert', () => {
  expect(MESSAGES.filter(({ isAlert }) => isAlert).length).toBeGreaterThanOrEqual(10);
});
