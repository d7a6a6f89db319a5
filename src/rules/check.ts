import { Finding } from '../core';
import { withoutSecrets } from '../core/secret-text';
import { OPERATOR_REFUSES } from './dropped';
import { ManifestSubject, Rule, RuleSubject, Violation } from './rule';
import { RULES } from './rules';

/**
 * Puts replications to the rules, all of them together, so that loops and clashes between them are seen.
 *
 * Findings come in the order of the replications, then of the rules.
 */
export function checkReplications(subjects: readonly RuleSubject[]): Finding[] {
  const accepted = subjects.filter(({ config }) => config.error === undefined);
  return subjects.flatMap((subject) => {
    const rules = subject.config.error === undefined ? RULES : [OPERATOR_REFUSES];
    return rules.flatMap((rule) => findings(rule, subject.config.resource, subject.acknowledged, rule.check?.(subject, accepted) ?? []));
  });
}

/** Puts final objects of any kind to the rules: what no object may contain. */
export function checkManifests(subjects: readonly ManifestSubject[]): Finding[] {
  return subjects.flatMap(({ resource, manifest, acknowledged }) =>
    RULES.flatMap((rule) => findings(rule, resource ?? nameOf(manifest), acknowledged, rule.checkManifest?.(manifest) ?? [])));
}

function findings(rule: Rule, resource: string, acknowledged: RuleSubject['acknowledged'], violations: Iterable<Violation>): Finding[] {
  const reason = Object.prototype.hasOwnProperty.call(acknowledged, rule.code) ? acknowledged[rule.code] : undefined;
  const all = [...violations].map((violation): Finding => ({
    code: rule.code,
    severity: violation.severity ?? rule.severity,
    resource: withoutSecrets(resource),
    path: withoutSecrets(violation.path),
    message: withoutSecrets(violation.message),
    remedy: withoutSecrets(violation.remedy ?? rule.remedy),
    ...(reason === undefined ? {} : { acknowledged: withoutSecrets(reason) }),
  }));
  // One setting may reach several connectors: it is still one place to correct.
  return all.filter((finding, i) => all.findIndex(({ path, message }) => path === finding.path && message === finding.message) === i);
}

function nameOf(manifest: any): string {
  const { kind = 'Object', metadata } = manifest ?? {};
  return `${kind} ${metadata?.namespace ?? 'default'}/${metadata?.name ?? ''}`;
}
