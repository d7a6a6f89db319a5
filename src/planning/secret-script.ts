import { matchesGlob, missingKeys, RequiredKey, RequiredSecret } from './required-secrets';
import { ValueFormat } from './secret-places';
import { HEAD, MAIN, READ_API_KEY, READ_LINE, READ_PEM, WRITE } from './secret-script-parts';

/** Client that the script applies Secrets with. */
export type ClusterTool = 'oc' | 'kubectl';

/**
 * A bash script that creates the Secrets which nothing in the files provides. It holds no value: it reads each from standard input, or
 * API keys from a service key, and hands them on through pipes.
 *
 * Runs with bash 3.2 and newer, `base64`, `tr` and the client; applying again changes only what has changed.
 */
export function secretScript(secrets: readonly RequiredSecret[], tool: ClusterTool): string {
  const steps = secrets.map(stepOf);
  const names = [...new Set(steps.filter(({ values }) => values.length > 0).map(({ secret }) => secret.name))];
  if (names.length === 0) {
    return ['#!/usr/bin/env bash', '# Nothing to create.', ...steps.flatMap(stepText)].join('\n');
  }
  const formats = steps.flatMap(({ values }) => values.map(({ key }) => key.format));
  const apiKeys = formats.filter((format) => format === 'api-key').length;
  return [
    HEAD,
    ...formats.some((format) => format !== 'pem') ? [READ_LINE] : [],
    ...formats.includes('pem') ? [READ_PEM] : [],
    ...apiKeys > 0 ? [READ_API_KEY] : [],
    WRITE.replace('@TOOL@', tool),
    MAIN.replace('@API_KEYS@', String(apiKeys)).replace('@NAMES@', ['""', ...names.map(quote)].join(' | ')),
    ...steps.flatMap(stepText),
    '}',
    '',
    '# One line: a shell that reads this from standard input must take no command for a value, and no value for a command.',
    'main "$@"; exit',
  ].join('\n');
}

/** How each format is read; an API key may have to be read as a line. */
const READERS: { readonly [format in ValueFormat]: string } = {
  'line': 'read_line',
  'pem': 'read_pem',
  'api-key': 'read_api_key',
};

interface Step {
  readonly secret: RequiredSecret;
  /** Name of the key that is written, and what it is for. */
  readonly values: readonly { readonly name: string; readonly key: RequiredKey }[];
  /** What the files do not say enough about. */
  readonly open: readonly RequiredKey[];
}

/** A Secret is written as a whole, or not at all: of one that something in the files makes, nothing is asked. */
function stepOf(secret: RequiredSecret): Step {
  const missing = secret.providedBy.length > 0 ? [] : missingKeys(secret);
  const named = missing.map((key) => ({ name: nameFor(key), key }));
  return {
    secret,
    values: named.filter((entry, i): entry is { name: string; key: RequiredKey } =>
      entry.name !== undefined && named.findIndex(({ name }) => name === entry.name) === i),
    open: named.filter(({ name }) => name === undefined).map(({ key }) => key),
  };
}

/** The key to write: for a pattern the usual name of a certificate, if it fits. */
function nameFor({ key, isPattern }: RequiredKey): string | undefined {
  return isPattern ? ['ca.crt', 'ca.pem'].find((name) => matchesGlob(key!, name)) : key ?? undefined;
}

function stepText({ secret, values, open }: Step): string[] {
  const { namespace, name, type, usedBy, providedBy } = secret;
  // Whoever makes a Secret makes all of its keys: two would take them from each other.
  const lacking = missingKeys(secret).map(({ key }) => key).join(', ');
  const title = comment(`${namespace === null ? '' : `${namespace}/`}${name}, for ${usedBy.join(', ')}`);
  const remarks = [
    ...providedBy.length > 0 ? [comment(`made by ${providedBy.join(', ')}${lacking && `, without ${lacking}: add it there`}`)] : [],
    ...open.map(({ key, purposes }) => comment(`${key ?? 'all keys'} (${purposes.join(', ')}): the files do not say which keys, so add them by hand`)),
  ];
  const asks = values.flatMap(({ name: key, key: { format, purposes } }) => [
    `    ${READERS[format]} ${quote(`${name} ${key} (${purposes.join(', ')})`)}`,
    `    put ${quote(key)}`,
  ]);
  const apply = [`  if wanted ${quote(name)}; then`, ...asks, `    apply ${quote(namespace ?? '')} ${quote(name)} ${quote(type)}`, '  fi'];
  return ['', `  ${title}`, ...remarks.map((remark) => `  ${remark}`), ...asks.length > 0 ? apply : []];
}

/** Text in single quotes, without characters that could steer a terminal. */
function quote(text: string): string {
  return `'${plain(text).replace(/'/g, '\'\\\'\'')}'`;
}

function comment(text: string): string {
  return `# ${plain(text)}`;
}

function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
