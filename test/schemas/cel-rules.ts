/**
 * The rules of `x-kubernetes-validations` (CEL) in the copied schemas, by their text: Kubernetes runs them, Ajv does not.
 *
 * A row is a family of rules that differ in names only, and what they demand; or the reason why nothing that this library emits can break them.
 */
type Check = (self: any, ...names: string[]) => boolean;

const has = (self: any, key: string) => self[key] !== undefined && self[key] !== null;

function isUrl(text: string): boolean {
  try {
    return new URL(text).host !== '';
  } catch {
    return false;
  }
}

export const CEL_RULES: readonly { readonly rule: RegExp; readonly check?: Check; readonly irrelevant?: string }[] = [
  { rule: /^self\.(\w+) != '(\w+)' \|\| has\(self\.(\w+)\)$/, check: (self, key, value, needed) => self[key] !== value || has(self, needed) },
  { rule: /^has\(self\.(configMapName)\) \|\| has\(self\.(secretName)\)$/, check: (self, one, other) => has(self, one) || has(self, other) },
  { rule: /^!\(has\(self\.(\w+)\) && has\(self\.(\w+)\)\)$/, check: (self, one, other) => !(has(self, one) && has(self, other)) },
  { rule: /^!has\(self\.(\w+)\) \|\| has\(self\.(\w+)\)$/, check: (self, one, other) => !has(self, one) || has(self, other) },
  { rule: /^isURL\(self\)$/, check: isUrl },
  { rule: /^self == '' \|\| {2}isURL\(self\)$/, check: (self) => self === '' || isUrl(self) },
  { rule: /^!\(self\.mode == 'sidecar' && .+\) \|\| !has\(self\.(\w+)\)$/, check: (self, key) => self.mode !== 'sidecar' || !has(self, key) },
  {
    rule: /^!has\(self\.minReplicaCount\) \|\| self\.minReplicaCount <= \(has\(self\.maxReplicaCount\) \? self\.maxReplicaCount : 100\)$/,
    check: (self) => !has(self, 'minReplicaCount') || self.minReplicaCount <= (self.maxReplicaCount ?? 100),
  },
  {
    rule: /^self\.metadata\.name\.matches\('\^\[a-z\]\[a-z0-9-\]\{1,61\}\[a-z0-9\]\$'\)$/,
    check: (self) => /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(self.metadata.name),
  },
  { rule: /self\.folderUID/, check: (self) => ['folder', 'folderUID', 'folderRef'].filter((key) => has(self, key)).length <= 1 },
  { rule: /oldSelf/, irrelevant: 'it is about a change of what is there already' },
  { rule: /format\.uuid\(\)/, irrelevant: 'no dashboard is shared with the public' },
  { rule: /^has\(self\.url\) \|\| self\.brokers\.size\(\) > 0$/, irrelevant: 'no output is of type kafka' },
  { rule: /^!has\(self\.labelKeys\) |^!has\(self\.tuning\) /, irrelevant: 'no output is of type lokiStack' },
  { rule: /ignoreOlder/, irrelevant: 'no input is of type audit' },
  { rule: /self\.topologyKey|self\.envVarName/, irrelevant: 'no rack is set' },
  { rule: /renewalDays/, irrelevant: 'no certificate of a user has days of its own' },
  {
    rule: /esoNamespace|oidcConfig|accessToken|secretRef|appRole|authRef|caBundle|roleId|environment\)|self\.auth\b|tokenSecretRef|self\.token\b/,
    irrelevant: 'stores of Secrets are referred to, and those in examples belong to the reader: none uses such a provider',
  },
];

/** What a rule is, by the table; undefined when nobody has looked at it. */
export function celRule(text: string): typeof CEL_RULES[number] | undefined {
  return CEL_RULES.find(({ rule }) => rule.test(text));
}

/** Rules that a value breaks. */
export function celErrors(schema: any, value: any, at = ''): string[] {
  if (typeof schema !== 'object' || schema === null || value === undefined || value === null) {
    return [];
  }
  const own = (schema['x-kubernetes-validations'] ?? []).map(({ rule }: { rule: string }) => rule).filter((rule: string) => !holds(rule, value));
  const parts = Array.isArray(value)
    ? value.flatMap((item, i) => celErrors(schema.items, item, `${at}/${i}`))
    : typeof value === 'object'
      ? Object.entries(value).flatMap(([key, item]) => celErrors(schema.properties?.[key] ?? schema.additionalProperties, item, `${at}/${key}`))
      : [];
  return [...own.map((rule: string) => `${at} breaks the rule ${rule}`), ...parts];
}

function holds(text: string, self: any): boolean {
  const row = celRule(text);
  const [, ...names] = row?.rule.exec(text) ?? [];
  return row?.check === undefined || row.check(self, ...names);
}

/** All rules of a schema. */
export function rulesOf(schema: any): string[] {
  return typeof schema !== 'object' || schema === null ? []
    : Object.entries<any>(schema).flatMap(([key, value]) => key === 'x-kubernetes-validations' && Array.isArray(value) ? value.map(({ rule }) => rule) : rulesOf(value));
}
