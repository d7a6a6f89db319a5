/**
 * A set of Unicode code points: sorted, disjoint `[first, last]` pairs.
 */
export type CharRanges = ReadonlyArray<readonly [first: number, last: number]>;

/**
 * The last code point a pattern can match.
 *
 * The few above it are for private use; the comparison of patterns needs them as marks.
 */
export const LAST_CHAR = 0x10fff0;

/** The set that holds the characters of any of the sets. */
export function union(...sets: CharRanges[]): CharRanges {
  const merged: [number, number][] = [];
  for (const [first, last] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const previous = merged[merged.length - 1];
    if (previous && first <= previous[1] + 1) {
      previous[1] = Math.max(previous[1], last);
    } else {
      merged.push([first, last]);
    }
  }
  return merged;
}

/** The set of all characters that are not in the set. */
export function complement(set: CharRanges): CharRanges {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (next < first) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CHAR) gaps.push([next, LAST_CHAR]);
  return gaps;
}

/** The set of the characters that are in both sets. */
export function intersection(a: CharRanges, b: CharRanges): CharRanges {
  return complement(union(complement(a), complement(b)));
}

/** The set with both cases of its ASCII letters: what `(?i)` without `(?u)` means in Java. */
export function ignoreCase(set: CharRanges): CharRanges {
  const moved = (letters: CharRanges, by: number): CharRanges =>
    intersection(set, letters).map(([first, last]): [number, number] => [first + by, last + by]);
  return union(set, moved(chars('a-z'), -32), moved(chars('A-Z'), 32));
}

/** A set written like the inside of a simple character class: `chars('a-z_')`. */
export function chars(list: string): CharRanges {
  const codes = Array.from(list, (c) => c.codePointAt(0)!);
  const ranges: [number, number][] = [];
  for (let i = 0; i < codes.length; i++) {
    const isRange = codes[i + 1] === 0x2d && i + 2 < codes.length;
    ranges.push([codes[i], codes[isRange ? i + 2 : i]]);
    if (isRange) i += 2;
  }
  return union(ranges);
}

/** The set as JavaScript source for the `u` flag; the only syntax is `[`, `]`, `-` and `\u{…}`, never `^`. */
export function toJavaScript(set: CharRanges): string {
  const escaped = (code: number) => /[A-Za-z0-9_]/.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : `\\u{${code.toString(16)}}`;
  if (set.length === 1 && set[0][0] === set[0][1]) return escaped(set[0][0]);
  return `[${set.map(([first, last]) => first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`).join('')}]`;
}

const LINE_BREAKS = '\n\r\u0085\u2028\u2029';
const SPACE = '\t-\r ';

/** What a dot stands for: everything but a line break. */
export const DOT = complement(chars(LINE_BREAKS));

/** The predefined classes `\d`, `\s`, … by their lower case letter; the upper case letter means the complement. */
export const PREDEFINED: Readonly<Record<string, CharRanges>> = {
  d: chars('0-9'),
  h: chars('\t \u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000'),
  s: chars(SPACE),
  v: chars('\n-\r\u0085\u2028\u2029'),
  w: chars('a-zA-Z0-9_'),
};

/** The classes `\p{…}` that are about ASCII. */
export const POSIX: ReadonlyMap<string, CharRanges> = new Map(Object.entries({
  Lower: chars('a-z'),
  Upper: chars('A-Z'),
  ASCII: chars('\0-\x7f'),
  Alpha: chars('a-zA-Z'),
  Digit: chars('0-9'),
  Alnum: chars('a-zA-Z0-9'),
  Punct: chars('!-/:-@[-`{-~'),
  Graph: chars('!-~'),
  Print: chars(' -~'),
  Blank: chars('\t '),
  Cntrl: chars('\0-\x1f\x7f'),
  XDigit: chars('0-9a-fA-F'),
  Space: chars(SPACE),
  L1: chars('\0-\xff'),
  all: complement([]),
}));

/** Names in `\p{…}` that Java knows and that are about more than ASCII. */
export const UNICODE_PROPERTY = new RegExp('^(?:L[ultmoCD]?|M[nec]?|N[dlo]?|Z[slp]?|C[cfosn]?|P[dsecoif]?|S[mcko]?'
  + '|java(?:LowerCase|UpperCase|Alphabetic|Ideographic|TitleCase|Digit|Defined|Letter|LetterOrDigit|JavaIdentifierStart|JavaIdentifierPart'
  + '|UnicodeIdentifierStart|UnicodeIdentifierPart|IdentifierIgnorable|SpaceChar|Whitespace|ISOControl|Mirrored)'
  + '|I[ns].+|(?:sc|script|blk|block|gc|general_category)=.+)$');
