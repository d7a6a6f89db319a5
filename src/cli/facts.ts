import { clusterFactsProblems, FactsByAlias, plainFacts } from '../core/cluster-facts';
import { entryOf, explain, Problem, show } from '../core/problem';
import { readDocuments } from './input';
import { UnusableInput } from './unusable-input';

/**
 * The facts of a file, JSON or YAML: alias of a cluster → what is known of it.
 *
 * Fails: not readable, not one map, a fact that is none or may be a secret, an alias that nobody has.
 * @param aliases aliases of all clusters of the resources
 */
export function readFacts(file: string, aliases: ReadonlySet<string>): FactsByAlias {
  const documents = readDocuments(file);
  if (documents.length !== 1) {
    throw new UnusableInput(`${file}: holds ${documents.length} documents; facts are one: alias of a cluster and what is known of it`);
  }
  const facts = factsIn(documents[0], file);
  const unknown = Object.keys(facts).find((alias) => !aliases.has(alias));
  if (unknown !== undefined) {
    throw new UnusableInput(`${file}: no cluster has the alias ${show(unknown)}; there are ${[...aliases].map(show).join(', ')}`);
  }
  return facts;
}

/** Facts by alias, checked. @param where file or annotation, for the message */
export function factsIn(value: unknown, where: string): FactsByAlias {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnusableInput(`${where}: is not a map of aliases and facts`);
  }
  const problems = Object.entries(value).flatMap(([alias, facts]): Problem[] => clusterFactsProblems(entryOf('facts', alias), facts));
  if (problems.length > 0) {
    throw new UnusableInput(problems.map((problem) => `${where}: ${explain(problem)}`).join('\n'));
  }
  return Object.fromEntries(Object.entries(value).map(([alias, facts]) => [alias, plainFacts(facts)]));
}
