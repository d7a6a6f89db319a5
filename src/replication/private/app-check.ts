import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding, Findings, Severity } from '../../core';
import { explain } from '../../core/problem';
import { checkManifests, checkReplications } from '../../rules/check';
import type { MirrorMaker2Replication } from '../mirror-maker2-replication';
import { report } from './report';

const replications = new WeakMap<IConstruct, MirrorMaker2Replication[]>();

/**
 * Puts all replications of an App to the rules together, so that loops and clashes between them are seen.
 *
 * The first replication of a tree brings the check; errors fail the synth, the rest is reported.
 */
export function checkWholeApp(replication: MirrorMaker2Replication): void {
  const root = replication.node.root;
  const known = replications.get(root);
  if (known) {
    known.push(replication);
    return;
  }
  const all = [replication];
  replications.set(root, all);
  Findings._register(root, () => findingsOf(root, all));
  root.node.addValidation({ validate: () => [...nameClashes(all), ...failures(root)] });
}

function findingsOf(root: IConstruct, all: readonly MirrorMaker2Replication[]): Finding[] {
  const acknowledged = Object.assign({}, ...all.map(({ model }) => model.acknowledged));
  return [
    ...checkReplications(all.map(({ binding, model }) => ({
      config: binding.effectiveConfig(), acknowledged: model.acknowledged, eventStreamsPlan: model.target.eventStreamsPlan?.name,
    }))),
    ...checkManifests(root.node.findAll().filter(ApiObject.isApiObject).map((object) => ({ manifest: object.toJson(), acknowledged }))),
  ];
}

/** Messages of the findings that fail a synth; the others go to standard error. */
function failures(root: IConstruct): string[] {
  const findings = Findings.of(root);
  const failing = findings.filter(({ severity, acknowledged }) => severity === Severity.ERROR && acknowledged === undefined);
  report(root, findings.filter((finding) => !failing.includes(finding) && finding.acknowledged === undefined));
  return failing.map(({ code, resource, path, message, remedy }) => `${code}: ${resource}: ${path}: ${message}; ${remedy}`);
}

function nameClashes(all: readonly MirrorMaker2Replication[]): string[] {
  const byName = new Map<string, MirrorMaker2Replication[]>();
  for (const replication of all) {
    const name = replication.model.name.toLowerCase().replace(/[^a-z0-9-]/g, '-');
    byName.set(name, [...byName.get(name) ?? [], replication]);
  }
  return [...byName.values()].filter((same) => same.length > 1).map((same) => explain({
    prop: 'name',
    problem: `is used by ${same.length} replications (${same.map(({ node }) => node.path).join(', ')})`,
    value: same[0].model.name,
    allowed: 'a name of its own for each, because worker group and storage topics derive from it',
    remedy: 'set name on all but one',
  }));
}
