import * as fc from 'fast-check';
import { GroupSelection, TopicSelection } from '../../src';
import { chart, objects, refusals } from '../support/synth';
import { line } from './lines';

const seed = Number(process.env.FC_SEED ?? 20261124);

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

/** All short names over three letters: whatever two patterns of these letters have in common shows here. */
const NAMES = (function names(length: number): string[] {
  return length === 0 ? [''] : ['', ...['a', 'b', '-'].flatMap((letter) => names(length - 1).map((rest) => letter + rest))];
})(5).filter((name, i, all) => name !== '' && all.indexOf(name) === i);

const piece = fc.constantFrom('a', 'b', '-', 'ab', '[ab]', 'a+', '(a|b-)', '-?', '[ab-]', '.+', '(?!b).+');
const expression = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));

function reaches(acls: readonly any[], name: string): boolean {
  return acls.some(({ resource }) => resource.type === 'topic' && (resource.patternType === 'prefix' ? name.startsWith(resource.name) : name === resource.name));
}

test(`two lines that are accepted have no topic in common, and no right on a topic of the other (FC_SEED=${seed})`, () => {
  let accepted = 0;
  fc.assert(fc.property(expression, expression, (ofOne, ofTwo) => {
    const scope = chart();
    const [one, two] = [TopicSelection.matching(ofOne), TopicSelection.matching(ofTwo)];
    line(scope, 'one', { topics: one, groups: GroupSelection.named('one') });
    line(scope, 'two', { topics: two, groups: GroupSelection.named('two') });
    const common = NAMES.filter((name) => one.matches(name) && two.matches(name));
    const said = refusals(scope);
    if (common.length > 0) expect(said).toContainEqual(expect.stringMatching(/^\[test\/two\] topics (overlap with|cannot be told from) topics of test\/one: /));
    if (said.length > 0) return;
    accepted++;
    const [first, second] = objects(scope).filter(({ kind }) => kind === 'KafkaUser').map(({ spec }) => spec.authorization.acls);
    expect(NAMES.filter((name) => (one.matches(name) && !reaches(first, name)) || (two.matches(name) && !reaches(second, name)))).toEqual([]);
    expect(NAMES.filter((name) => (reaches(first, name) && two.matches(name)) || (reaches(second, name) && one.matches(name)))).toEqual([]);
  }), { seed, numRuns: 60 });
  expect(accepted).toBeGreaterThan(5);
}, 120_000);
