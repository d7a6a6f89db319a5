/**
 * The characters of a Java regular expression, one by one, with the escapes that stand for a single character.
 *
 * `\Q…\E` is resolved before, as Java does it: a quantifier behind it repeats the last character only.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
 */
export class JavaCharReader {
  /** What Java accepts and the translation does not express; the first one counts. */
  public unsupported?: string;

  /** Index of the next character. */
  protected cursor = 0;
  /** Number of characters. */
  protected readonly end: number;

  private readonly codes: number[] = [];
  /** Where in the source a character comes from. */
  private readonly positions: number[] = [];

  constructor(private readonly source: string) {
    this.unquote();
    this.end = this.codes.length;
  }

  /** The next character, `\0` at the end. */
  protected peek(): string {
    return this.charAt(this.cursor);
  }

  protected charAt(index: number): string {
    return String.fromCodePoint(this.codes[index] ?? 0);
  }

  /** The code of the next character, which is left behind. */
  protected read(): number {
    return this.codes[this.cursor++] ?? 0;
  }

  protected readChar(): string {
    return String.fromCodePoint(this.read());
  }

  /** Where the character just read stands in the source. */
  protected position(): number {
    return this.positions[Math.max(0, this.cursor - 1)] ?? this.source.length;
  }

  protected error(what: string): SyntaxError {
    return new SyntaxError(`${what} at position ${this.position()}`);
  }

  /** Notes that the expression cannot be evaluated; what it returns stands for the piece. */
  protected decline(what: string): string {
    this.unsupported ??= `${what} at position ${this.position()}`;
    return '';
  }

  /** An escape that stands for one character, from the backslash on. */
  protected escapedChar(): number {
    this.cursor++;
    const letter = this.readChar();
    switch (letter) {
      case '0': return this.octal();
      case 'N': return this.named();
      case 'a': return 0x07;
      case 'c':
        if (this.cursor >= this.end) throw this.error('illegal control escape sequence');
        // eslint-disable-next-line no-bitwise
        return this.read() ^ 64;
      case 'e': return 0x1b;
      case 'f': return 0x0c;
      case 'n': return 0x0a;
      case 'r': return 0x0d;
      case 't': return 0x09;
      case 'u': return this.unicode();
      case 'x': return this.hexadecimal();
      default:
        if (/[A-Za-z1-9]/.test(letter)) throw this.error('illegal/unsupported escape sequence');
        return letter.codePointAt(0)!;
    }
  }

  private octal(): number {
    if (!/[0-7]/.test(this.peek())) {
      this.cursor++;
      throw this.error('illegal octal escape sequence');
    }
    const most = /[0-3]/.test(this.peek()) ? 3 : 2;
    let digits = '';
    while (digits.length < most && /[0-7]/.test(this.peek())) digits += this.readChar();
    return parseInt(digits, 8);
  }

  private hexadecimal(): number {
    const first = this.readChar();
    if (isHex(first)) {
      const second = this.readChar();
      if (isHex(second)) return parseInt(first + second, 16);
    } else if (first === '{' && isHex(this.peek())) {
      let code = 0;
      while (isHex(this.peek())) {
        code = code * 16 + parseInt(this.readChar(), 16);
        if (code > 0x10ffff) throw this.error('hexadecimal codepoint is too big');
      }
      if (this.readChar() !== '}') throw this.error('unclosed hexadecimal escape sequence');
      return code;
    }
    throw this.error('illegal hexadecimal escape sequence');
  }

  private unicode(): number {
    const unit = this.unicodeUnit();
    const isPair = unit >= 0xd800 && unit < 0xdc00 && this.charAt(this.cursor) === '\\' && this.charAt(this.cursor + 1) === 'u';
    if (!isPair) return unit;
    const start = this.cursor;
    this.cursor += 2;
    const low = this.unicodeUnit();
    if (low >= 0xdc00 && low < 0xe000) return String.fromCharCode(unit, low).codePointAt(0)!;
    this.cursor = start;
    return unit;
  }

  private unicodeUnit(): number {
    let digits = '';
    while (digits.length < 4) {
      const ch = this.readChar();
      if (!isHex(ch)) throw this.error('illegal Unicode escape sequence');
      digits += ch;
    }
    return parseInt(digits, 16);
  }

  private named(): number {
    if (this.readChar() !== '{') throw this.error('illegal character name escape sequence');
    while (this.readChar() !== '}') {
      if (this.cursor >= this.end) throw this.error('unclosed character name escape sequence');
    }
    this.decline('character name \\N{…}');
    return 0;
  }

  private unquote(): void {
    let quoted = false;
    for (let i = 0; i < this.source.length;) {
      if (this.source.startsWith(quoted ? '\\E' : '\\Q', i)) {
        quoted = !quoted;
        i += 2;
        continue;
      }
      const isEscape = !quoted && this.source[i] === '\\';
      i = this.add(i, quoted);
      // What a backslash escapes is copied unseen: the second one of `\\Q` starts no quote.
      if (isEscape && i < this.source.length) i = this.add(i, false);
    }
  }

  /** Appends the character at a position; returns the position behind it. */
  private add(position: number, quoted: boolean): number {
    const code = this.source.codePointAt(position)!;
    const ch = String.fromCodePoint(code);
    const replacement = quoted && /[0-9]/.test(ch) ? `\\x3${ch}` : quoted && /[\0-\x7f]/.test(ch) && !/[A-Za-z]/.test(ch) ? `\\${ch}` : ch;
    for (const c of replacement) {
      this.codes.push(c.codePointAt(0)!);
      this.positions.push(position);
    }
    return position + ch.length;
  }
}

function isHex(ch: string): boolean {
  return /^[0-9A-Fa-f]$/.test(ch);
}
