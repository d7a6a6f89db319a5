import { isUtf8 } from 'buffer';
import { readFileSync, statSync } from 'fs';
import { Alias, Document, LineCounter, Node, ParsedNode, Scalar, isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import { plainScalar, taggedScalar } from './go-scalar';
import { UnusableInput } from './unusable-input';

const MAX_BYTES = 10 * 1024 * 1024;

/** All documents of a file, as plain data. Fails: not readable, too large, not UTF-8, not YAML. */
export function readDocuments(file: string): any[] {
  return parseDocuments(textOf(file), file);
}

/** Text of a file; `-` is standard input. Fails: not readable, too large, not UTF-8. */
export function textOf(file: string): string {
  const bytes = bytesOf(file);
  if (bytes.length > MAX_BYTES) {
    throw new UnusableInput(`${file}: is larger than 10 MB`);
  }
  // UTF-16 without a mark is full of zeros.
  if (!isUtf8(bytes) || bytes.includes(0)) {
    throw new UnusableInput(`${file}: is not UTF-8 text; convert it first`);
  }
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function bytesOf(file: string): Buffer {
  try {
    if (file !== '-' && statSync(file).size > MAX_BYTES) {
      throw new UnusableInput(`${file}: is larger than 10 MB`);
    }
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    if (error instanceof UnusableInput) {
      throw error;
    }
    throw new UnusableInput(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}

/**
 * The documents of a text, empty ones left out, as kubectl and oc understand them. One thing they take and this does not: a key that is
 * there twice. Whole numbers that JavaScript's numbers cannot hold are bigints.
 *
 * The error texts name lines and nothing else: the rest of the file may hold a secret.
 */
export function parseDocuments(text: string, file: string): any[] {
  const lines = new LineCounter();
  try {
    // Text is all it resolves, and the rest is done here: go-yaml has rules of its own.
    const documents = parseAllDocuments(text, { logLevel: 'silent', lineCounter: lines, schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false });
    const error = documents.flatMap(({ errors }) => errors).at(0);
    if (error) {
      throw new UnusableInput(`${file}: is not YAML (${error.message.split('\n')[0].replace(/:$/, '')})`);
    }
    const resolver = new Resolver();
    return documents.map((document) => resolver.document(document)).filter((document) => document !== null);
  } catch (error) {
    if (error instanceof UnusableInput) {
      throw error;
    }
    const [offset] = error instanceof Unresolvable ? error.node?.range ?? [] : [];
    const reason = error instanceof Unresolvable ? ` (${error.message}${offset === undefined ? '' : ` at line ${lines.linePos(offset).line}`})` : '';
    throw new UnusableInput(`${file}: is not YAML that can be resolved${reason}`);
  }
}

class Unresolvable extends Error {
  constructor(message: string, public readonly node?: Node | null) {
    super(message);
  }
}

/** Makes plain data of nodes (`decode.go` of go-yaml v2 2.4.4). */
class Resolver {
  private targets = new Map<Alias, Node>();
  private readonly open = new Set<Node>();
  private total = 0;
  private aliased = 0;

  public document(document: Document.Parsed): unknown {
    this.targets = aliasTargets(document);
    return this.value(document.contents);
  }

  private value(node: Node | null): unknown {
    this.count();
    if (isAlias(node)) {
      return this.follow(node, (target) => this.value(target));
    }
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      return Object.fromEntries(this.entries(node, new Map()));
    }
    return isSeq<ParsedNode>(node) ? node.items.map((item) => this.value(item)) : scalarOf(node as Scalar<string> | null);
  }

  /** A merge counts where it stands: it replaces the keys before it, against the word of YAML, and the keys after it replace its own. */
  private entries(map: Node, into: Map<string, unknown>): Map<string, unknown> {
    const own = new Set<string>();
    for (const { key, value } of isMap<ParsedNode, ParsedNode | null>(map) ? map.items : []) {
      if (isMerge(key)) {
        this.merge(value, into);
        continue;
      }
      const name = this.key(key);
      if (own.has(name)) {
        throw new Unresolvable('a key is there twice', key);
      }
      own.add(name);
      into.set(name, this.value(value));
    }
    return into;
  }

  private merge(source: Node | null, into: Map<string, unknown>): void {
    // Of a list, the first map wins.
    const maps = isSeq<ParsedNode>(source) ? [...source.items].reverse() : [source];
    for (const map of maps) {
      if (isAlias(map)) {
        this.follow(map, (target) => this.mergeMap(target, into));
      } else {
        this.mergeMap(map, into);
      }
    }
  }

  private mergeMap(map: Node | null, into: Map<string, unknown>): void {
    if (!isMap(map)) {
      throw new Unresolvable('a merge of what is not a map', map);
    }
    this.count();
    this.entries(map, into);
  }

  private key(node: Node): string {
    const key = this.value(node);
    if (key === null || typeof key === 'object') {
      throw new Unresolvable('a key that is null, a map or a list', node);
    }
    return String(key);
  }

  private follow<T>(alias: Alias, use: (target: Node) => T): T {
    const target = this.targets.get(alias)!;
    if (this.open.has(alias)) {
      throw new Unresolvable('an anchor that holds itself', alias);
    }
    this.open.add(alias);
    const result = use(target);
    this.open.delete(alias);
    return result;
  }

  /** Refuses few lines that become millions of values, by the same measure. */
  private count(): void {
    this.total += 1;
    this.aliased += this.open.size > 0 ? 1 : 0;
    const share = 0.99 - 0.89 * Math.min(Math.max((this.total - 400_000) / 3_600_000, 0), 1);
    if (this.aliased > 100 && this.total > 1000 && this.aliased / this.total > share) {
      throw new Unresolvable('too many aliases');
    }
  }
}

/** What each alias stands for: the last anchor of its name before it. */
function aliasTargets(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node)) {
        if (node.anchor) {
          anchors.set(node.anchor, node);
        }
        return;
      }
      const target = anchors.get(node.source);
      if (target === undefined) {
        throw new Unresolvable('an alias without anchor', node);
      }
      targets.set(node, target);
    },
  });
  return targets;
}

function isMerge(key: Node): boolean {
  return isScalar(key) && key.value === '<<' && (key.tag === undefined ? key.type === 'PLAIN' : key.tag === 'tag:yaml.org,2002:merge');
}

function scalarOf(node: Scalar<string> | null): unknown {
  if (node === null || (node.tag === undefined && node.type !== 'PLAIN')) {
    return node?.value ?? null;
  }
  const value = node.tag === undefined ? plainScalar(node.value) : taggedScalar(node.tag, node.value);
  if (value === undefined) {
    throw new Unresolvable('a value that is not what its tag says', node);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Unresolvable('a number that JSON does not have', node);
  }
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
