import { JavaPattern, NameKind } from '../core/java-pattern';
import { show } from '../core/problem';
import { literalName } from '../rules/nothing';
import { AclPattern } from './acl-rule';

/** A name, or what names start with. */
export interface Named {
  readonly name: string;
  readonly pattern: AclPattern;
  /** Why it is wider than anybody wants. */
  readonly note?: string;
}

/** Exactly this name. */
export function literal(name: string): Named {
  return { name, pattern: 'literal' };
}

/** Every name that starts so. */
export function prefix(name: string): Named {
  return { name, pattern: 'prefix' };
}

/** Every name there is. */
export function everyName(note?: string): Named {
  return { ...literal('*'), note };
}

/**
 * The names of a list of Java regular expressions, such as `topics`: as they are where an element is a name, by what they start with
 * where it is an expression. Access control knows no expressions.
 *
 * @see org.apache.kafka.common.resource.PatternType (kafka-clients 4.3.1)
 */
export function namesOf(list: string, kind: NameKind): Named[] {
  return list.trim() === '' || JavaPattern.list(list).problem !== undefined ? [] : distinct(elementsOf(list).flatMap((element) => {
    const name = literalName(element);
    return name === undefined ? startsOf(element, kind) : [literal(name)];
  }));
}

function startsOf(element: string, kind: NameKind): Named[] {
  const starts = JavaPattern.of(element).starts(kind);
  if (starts === undefined || starts.some(({ text, isWhole }) => text === '' && !isWhole)) {
    return [everyName(element === '.*' ? undefined : `${show(element)} begins with no fixed text, so every ${kind}`)];
  }
  return starts.map(({ text, isWhole }) => isWhole ? literal(text) : prefix(text));
}

/** Elements and their branches, one by one; the list as a whole where flags or quotes of one reach into the next. */
function elementsOf(list: string): string[] {
  return /\\Q|\(\?[a-zA-Z-]*\)/.test(list) ? [JavaPattern.list(list).source] : list.split(',').flatMap((element) => branchesOf(element.trim()));
}

/** The branches of an expression: split at each `|` outside of groups and classes. */
function branchesOf(element: string): string[] {
  const branches = [''];
  let depth = 0;
  for (const [token] of element.matchAll(/\\.|./gs)) {
    depth += '([{'.includes(token) ? 1 : ')]}'.includes(token) ? -1 : 0;
    if (token === '|' && depth === 0) branches.push('');
    else branches[branches.length - 1] += token;
  }
  return branches.every((branch) => branch !== '' && JavaPattern.of(branch).problem === undefined) ? branches : [element];
}

function distinct(names: readonly Named[]): Named[] {
  return [...new Map(names.map((named) => [JSON.stringify([named.name, named.pattern]), named])).values()];
}
