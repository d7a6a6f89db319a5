import { CharRanges, complement, DOT, ignoreCase, PREDEFINED, toJavaScript } from './char-ranges';
import { JavaClassParser } from './java-class-parser';

/**
 * What became of a Java regular expression.
 */
export interface ParsedRegex {
  /** JavaScript source for the `u` flag with the same whole matches; `^` and `$` in it are anchors, literals are escaped. */
  readonly js: string;
  /** Why Java refuses the expression. */
  readonly problem?: string;
  /** What Java accepts and `js` does not express. */
  readonly unsupported?: string;
}

/**
 * Reads a regular expression the way `java.util.regex.Pattern` of Java 17 does.
 *
 * The methods follow those of `Pattern` one by one (`expr`, `sequence`, `group0`, `closure`), because only then the odd cases
 * come out the same: `{2}` after a quantifier repeats nothing, `]` and `}` alone are literal, `(?i)` lasts to the end of the group.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
 */
export function parseJavaRegex(source: string): ParsedRegex {
  const parser = new JavaRegexParser(source);
  try {
    const js = parser.parse();
    return { js, unsupported: parser.unsupported };
  } catch (error) {
    if (error instanceof Unreadable) return { js: '[]', unsupported: error.message };
    if (error instanceof RangeError) return { js: '[]', unsupported: 'the groups are nested too deeply' };
    if (error instanceof SyntaxError) return { js: '[]', problem: error.message };
    throw error;
  }
}

/** Thrown where the rest of the expression follows rules that are not implemented. */
class Unreadable extends Error {}

const MAX_REPEAT = 0x7fffffff;

/** Whether translated source asks about a position; literals in it are escaped by their number. */
const ASSERTION = /[$^]|\\[bB]|\(\?[=!]/;

/** What a group of flags leaves behind: nothing that could be repeated. */
const NO_ATOM = '(?)';

class JavaRegexParser extends JavaClassParser {
  private groups = 0;
  private readonly names = new Set<string>();

  public parse(): string {
    const js = this.expr();
    if (this.cursor !== this.end) {
      throw this.error(this.peek() === ')' ? "unmatched closing ')'" : 'unescaped trailing backslash');
    }
    return js;
  }

  private expr(): string {
    const branches = [this.sequence()];
    while (this.peek() === '|') {
      this.cursor++;
      branches.push(this.sequence());
    }
    return branches.join('|');
  }

  private sequence(): string {
    let js = '';
    for (;;) {
      const ch = this.peek();
      if (ch === '|' || ch === ')' || (ch === '\0' && this.cursor >= this.end)) return js;
      js += this.closure(this.atom(ch));
    }
  }

  private atom(ch: string): string {
    switch (ch) {
      case '(': return this.group();
      case '[': return toJavaScript(this.clazz(true)());
      case '\\': return this.escape();
      // Java repeats an empty string when nothing stands before the brace.
      case '{': return '';
      case '?':
      case '*':
      case '+':
        this.cursor++;
        throw this.error(`dangling meta character '${ch}'`);
      default: {
        const code = this.read();
        if (ch === '^' || ch === '$') return ch;
        return ch === '.' ? toJavaScript(this.flags.s ? complement([]) : this.flags.d ? complement([[10, 10]]) : DOT) : this.single(code);
      }
    }
  }

  private single(code: number): string {
    const set: CharRanges = [[code, code]];
    return toJavaScript(this.flags.i ? ignoreCase(set) : set);
  }

  private escape(): string {
    const letter = this.charAt(this.cursor + 1);
    if (letter === 'p' || letter === 'P') {
      this.cursor++;
      return toJavaScript(this.family());
    }
    if (letter.toLowerCase() in PREDEFINED) {
      this.cursor += 2;
      const set = PREDEFINED[letter.toLowerCase()];
      return toJavaScript(letter in PREDEFINED ? set : complement(set));
    }
    switch (letter) {
      case 'A':
      case 'G': // the end of the previous match: there is none
        this.cursor += 2;
        return '^';
      case 'z':
      case 'Z':
        this.cursor += 2;
        return '$';
      case 'B':
        this.cursor += 2;
        return '\\B';
      case 'b':
        this.cursor += 2;
        if (this.peek() !== '{') return '\\b';
        if (this.charAt(this.cursor + 1) === 'g') {
          this.cursor += 2;
          if (this.readChar() !== '}') throw this.error('illegal/unsupported escape sequence');
          return this.decline('grapheme boundary \\b{g}');
        }
        return '\\b';
      case 'R':
        this.cursor += 2;
        return `(?:\\r\\n|${toJavaScript(PREDEFINED.v)})`;
      case 'X':
        this.cursor += 2;
        return this.decline('grapheme \\X');
      case 'k':
        return this.namedReference();
      default:
        return /[1-9]/.test(letter) ? this.numberedReference() : this.single(this.escapedChar());
    }
  }

  private numberedReference(): string {
    this.cursor++;
    let number = Number(this.readChar());
    while (/[0-9]/.test(this.peek()) && number * 10 + Number(this.peek()) <= this.groups) {
      number = number * 10 + Number(this.readChar());
    }
    return this.decline(`back reference \\${number}`);
  }

  private namedReference(): string {
    this.cursor += 2;
    if (this.readChar() !== '<') throw this.error("\\k is not followed by '<' for named capturing group");
    const name = this.groupName();
    if (!this.names.has(name)) throw this.error(`named capturing group <${name}> does not exist`);
    return this.decline(`back reference \\k<${name}>`);
  }

  private groupName(): string {
    let ch = this.readChar();
    if (!/[A-Za-z]/.test(ch)) throw this.error('capturing group name does not start with a Latin letter');
    let name = '';
    for (; /[A-Za-z0-9]/.test(ch); ch = this.readChar()) name += ch;
    if (ch !== '>') throw this.error("named capturing group is missing trailing '>'");
    return name;
  }

  private group(): string {
    const saved = { ...this.flags };
    this.cursor++;
    if (this.peek() !== '?') {
      this.groups++;
      return this.groupBody('(?:', saved);
    }
    this.cursor++;
    const kind = this.readChar();
    switch (kind) {
      case ':': return this.groupBody('(?:', saved);
      case '=':
      case '!':
        return this.groupBody(`(?${kind}`, saved);
      case '>':
        this.decline('independent group (?>…)');
        return this.groupBody('(?:', saved);
      case '<': return this.namedGroupOrLookBehind(saved);
      case '$':
      case '@':
        throw this.error('unknown group type');
      default:
        this.cursor--;
        return this.flagGroup(saved);
    }
  }

  private groupBody(open: string, saved: JavaClassParser['flags']): string {
    const js = `${open}${this.expr()})`;
    if (this.readChar() !== ')') throw this.error('unclosed group');
    this.flags = saved;
    return js;
  }

  private namedGroupOrLookBehind(saved: JavaClassParser['flags']): string {
    if (this.peek() !== '=' && this.peek() !== '!') {
      const name = this.groupName();
      if (this.names.has(name)) throw this.error(`named capturing group <${name}> is already defined`);
      this.names.add(name);
      this.groups++;
      return this.groupBody('(?:', saved);
    }
    this.cursor++;
    this.decline('look-behind');
    return this.groupBody('(?:', saved);
  }

  private flagGroup(saved: JavaClassParser['flags']): string {
    let on = true;
    for (; /[imsducxU]/.test(this.peek()) || (on && this.peek() === '-'); this.cursor++) {
      const flag = this.peek();
      if (flag === '-') {
        on = false;
      } else if (flag === 'x' && on) {
        throw new Unreadable('comments (?x)');
      } else {
        if (on && /[ucU]/.test(flag)) this.decline(`flag (?${flag})`);
        this.flags[flag] = on;
      }
    }
    const ch = this.readChar();
    if (ch === ')') return NO_ATOM;
    if (ch !== ':') throw this.error('unknown inline modifier');
    return this.groupBody('(?:', saved);
  }

  private closure(atom: string): string {
    if (atom === NO_ATOM) return '';
    const ch = this.peek();
    let bounds = ch;
    if (ch === '{') {
      const [min, max] = this.counted();
      bounds = `{${min},${max ?? ''}}`;
      // Java ends a loop after a round that took no character, even if the rounds it still needs would match.
      if (min > 1 && ASSERTION.test(atom)) this.decline('anchor or look-ahead inside a counted repetition');
    } else if (ch === '?' || ch === '*' || ch === '+') {
      this.cursor++;
    } else {
      return atom;
    }
    // Lazy or greedy is a question of groups, not of whole matches.
    if (this.peek() === '?') {
      this.cursor++;
    } else if (this.peek() === '+') {
      this.cursor++;
      this.decline('possessive quantifier');
    }
    return `(?:${atom})${bounds}`;
  }

  private counted(): [min: number, max: number | undefined] {
    this.cursor++;
    if (!/[0-9]/.test(this.peek())) {
      this.cursor++;
      throw this.error('illegal repetition');
    }
    const min = this.count();
    let max: number | undefined = min;
    if (this.peek() === ',') {
      this.cursor++;
      max = this.peek() === '}' ? undefined : this.count();
    }
    if (this.readChar() !== '}') throw this.error('unclosed counted closure');
    if (max !== undefined && max < min) throw this.error('illegal repetition range');
    return [min, max];
  }

  private count(): number {
    let count = 0;
    while (/[0-9]/.test(this.peek())) {
      count = count * 10 + Number(this.readChar());
      if (count > MAX_REPEAT) throw this.error('illegal repetition range');
    }
    return count;
  }
}
