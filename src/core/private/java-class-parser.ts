import { CharRanges, complement, ignoreCase, intersection, POSIX, PREDEFINED, UNICODE_PROPERTY, union } from './char-ranges';
import { JavaCharReader } from './java-char-reader';

/** A set that is worked out when the whole class is read: Java adds single characters to a set it has already used. */
type LateSet = () => CharRanges;

/**
 * Reads the character classes of a Java regular expression: `[a-z&&[^b]]`, `\p{Alnum}`.
 *
 * A twin of `Pattern.clazz`, `range` and `family` of Java 17, whose union and intersection have no other specification.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
 */
export class JavaClassParser extends JavaCharReader {
  /** The inline flags in force, by letter. */
  protected flags: Record<string, boolean> = {};

  /** A class from its bracket on; `consume` is false for the bare right side of `&&`, which ends with the class around it. */
  protected clazz(consume: boolean): LateSet {
    let all: LateSet | undefined;
    // What `&&` with nothing behind it intersects with: the last item that was no single character.
    let last: LateSet | undefined;
    let singles: CharRanges = [];
    let hasSingles = false;
    const lateSingles: LateSet = () => singles;
    this.cursor++;
    const negated = this.peek() === '^' && this.charAt(this.cursor - 1) === '[';
    if (negated) this.cursor++;

    for (;;) {
      const ch = this.peek();
      if (ch === '[') {
        last = this.clazz(true);
        all = either(all, last);
        continue;
      }
      if (ch === '&' && this.charAt(this.cursor + 1) === '&') {
        this.cursor += 2;
        const right = this.rightOfAnd();
        if (hasSingles) {
          last = all ? last : lateSingles;
          all = either(all, lateSingles);
          hasSingles = false;
        }
        last = right ?? last;
        if (!last) throw this.error(all ? 'bad intersection syntax' : 'bad class syntax');
        all = all ? both(all, last) : last;
        continue;
      }
      if (ch === '\0' && this.cursor >= this.end) throw this.error('unclosed character class');
      if (ch === ']' && (all || hasSingles)) {
        if (consume) this.cursor++;
        const set = hasSingles ? either(all, lateSingles) : all!;
        return negated ? () => complement(set()) : set;
      }
      const item = this.range();
      if (item.single) {
        singles = union(singles, item.set);
        hasSingles = true;
        last = undefined;
      } else {
        last = () => item.set;
        all = either(all, last);
      }
    }
  }

  private rightOfAnd(): LateSet | undefined {
    let right: LateSet | undefined;
    while (this.peek() !== ']' && this.peek() !== '&') {
      if (this.peek() === '[') {
        right = either(right, this.clazz(true));
      } else {
        this.cursor--;
        right = either(right, this.clazz(false));
      }
    }
    return right;
  }

  /** One character, one range or one predefined class. */
  private range(): { set: CharRanges; single: boolean } {
    const first = this.peek() === '\\' ? this.escapeInClass() : this.read();
    if (typeof first !== 'number') return { set: first, single: false };
    const next = this.charAt(this.cursor + 1);
    if (this.peek() !== '-' || next === '[' || next === ']') return { set: this.cased([[first, first]]), single: first < 256 };
    this.cursor++;
    const last = this.peek() === '\\' ? this.escapeInClass(true) : this.read();
    // Java takes -1 for the end of the range when a class stands there.
    if (typeof last !== 'number' || last < first) throw this.error('illegal character range');
    return { set: this.cased([[first, last]]), single: false };
  }

  private cased(set: CharRanges): CharRanges {
    return this.flags.i ? ignoreCase(set) : set;
  }

  private escapeInClass(endOfRange = false): number | CharRanges {
    const letter = this.charAt(this.cursor + 1);
    if ((letter === 'p' || letter === 'P') && !endOfRange) {
      this.cursor++;
      return this.family();
    }
    if (letter === 'v' && (endOfRange || this.charAt(this.cursor + 2) === '-')) {
      this.cursor += 2;
      return 0x0b;
    }
    if (letter.toLowerCase() in PREDEFINED) {
      this.cursor += 2;
      const set = PREDEFINED[letter.toLowerCase()];
      return letter in PREDEFINED ? set : complement(set);
    }
    return this.escapedChar();
  }

  /** `\p{Alnum}` and its kin, from the letter `p` or `P` on. */
  protected family(): CharRanges {
    const negated = this.readChar() === 'P';
    let name = '';
    if (this.peek() === '{') {
      this.cursor++;
      const start = this.cursor;
      while (this.cursor < this.end && this.peek() !== '}') name += this.readChar();
      this.cursor++;
      if (this.cursor > this.end) throw this.error('unclosed character family');
      if (this.cursor === start + 1) throw this.error('empty character family');
    } else {
      name = this.readChar();
    }
    const set = POSIX.get(name);
    if (!set) {
      if (!UNICODE_PROPERTY.test(name)) throw this.error(`unknown character property name {${name}}`);
      this.decline(`Unicode property \\p{${name}}`);
      return [];
    }
    const wide = this.flags.i && (name === 'Lower' || name === 'Upper') ? ignoreCase(set) : set;
    return negated ? complement(wide) : wide;
  }
}

function either(a: LateSet | undefined, b: LateSet): LateSet {
  return a ? () => union(a(), b()) : b;
}

function both(a: LateSet, b: LateSet): LateSet {
  return () => intersection(a(), b());
}
