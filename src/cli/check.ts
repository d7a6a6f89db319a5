import { Finding, Severity } from '../core';
import { checkManifests, checkReplications } from '../rules/check';
import { readFacts } from './facts';
import { acknowledgedOf, aliasesOf, configsOf, factsOf, longestOutageOf, mirrorMakers, planOf, readManifests } from './manifests';

/** Options of `check`. */
export interface CheckOptions {
  readonly acknowledge: { readonly [code: string]: string };
  readonly eventStreamsPlan?: string;
  /** File with what is known of the clusters. */
  readonly facts?: string;
  /** Seconds. */
  readonly longestOutage?: number;
}

const RANK = { [Severity.INFO]: 0, [Severity.WARNING]: 1, [Severity.ERROR]: 2 };

/** What the rules say of all MirrorMaker 2 resources and properties files together, and of literal secrets in any of their objects. */
export function check(files: readonly string[], options: CheckOptions): Finding[] {
  const manifests = readManifests(files);
  const resources = mirrorMakers(manifests);
  const facts = options.facts === undefined ? {} : readFacts(options.facts, new Set(resources.flatMap(aliasesOf)));
  const subjects = resources.flatMap((entry) => configsOf(entry, manifests).map((config) => ({
    config,
    acknowledged: acknowledgedOf(entry, options.acknowledge),
    eventStreamsPlan: planOf(entry, options.eventStreamsPlan),
    facts: factsOf(entry, facts),
    longestOutageSeconds: longestOutageOf(entry, options.longestOutage),
  })));
  return [
    ...checkReplications(subjects),
    ...checkManifests(manifests.map((entry) => ({
      resource: entry.properties === undefined ? undefined : entry.file,
      manifest: entry.manifest,
      acknowledged: acknowledgedOf(entry, options.acknowledge),
    }))),
  ];
}

/** Whether an unacknowledged finding is at least this severe. */
export function fails(findings: readonly Finding[], failOn: Severity): boolean {
  return findings.some(({ severity, acknowledged }) => acknowledged === undefined && RANK[severity] >= RANK[failOn]);
}

/** The findings for people: the worst first, acknowledged ones last. */
export function checkText(findings: readonly Finding[]): string {
  const weight = ({ severity, acknowledged }: Finding) => acknowledged === undefined ? -RANK[severity] : 1;
  const blocks = [...findings].sort((a, b) => weight(a) - weight(b)).map(({ severity, code, resource, path, message, remedy, acknowledged }) => [
    `${severity.padEnd(7)} ${code}  ${resource}  ${path}`,
    `        ${message}`,
    acknowledged === undefined ? `        -> ${remedy}` : `        acknowledged: ${acknowledged}`,
  ].join('\n'));
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity && finding.acknowledged === undefined).length;
  const acknowledged = findings.filter((finding) => finding.acknowledged !== undefined).length;
  return [...blocks, `${count(Severity.ERROR)} errors, ${count(Severity.WARNING)} warnings, ${count(Severity.INFO)} infos, ${acknowledged} acknowledged`].join('\n');
}
