import { Severity } from '../core';
import { joinPath } from '../core/config-path';
import { isPlaceholder, isSecretKey, literalJaasOptions, looksLikeSecret } from '../core/secret-text';
import { Rule, Violation } from './rule';

/** Credentials in final objects. */
export const LITERAL_SECRET: readonly Rule[] = [
  {
    code: 'literal-secret',
    severity: Severity.ERROR,
    title: 'A manifest holds a credential in plain text: it ends up in version control, logs and backups.',
    remedy: 'keep it in a Secret that something else fills, and refer to it; exchange the credential, it is known now',
    source: 'org.apache.kafka.common.config.ConfigDef.Type.PASSWORD, JaasConfig (kafka-clients 4.3.1); Strimzi API v1 references Secrets by name and key',
    checkManifest: (manifest) => new Walk(manifest).violations(),
  },
];

/** Fields of Kubernetes objects that hold public or encrypted text, which looks random. */
const PUBLIC_FIELD = /(^|\.)(caBundle|encryptedData|uid|resourceVersion)$/;

/** Keys of a Secret that hold no credential. */
const PUBLIC_SECRET_KEY = /(^|[._-])(user|username|principal|bootstrap[._-]servers|crt|pem[._-]?certificates)$/i;

/** `key=value`, `key: value`, `"key": "value"`, `export KEY=value`. */
const LINE = /^\s*(?:-\s+)?(?:export\s+)?["']?([\w.$-]+)["']?\s*[=:]\s*(.*?),?\s*$/;

class Walk {
  private readonly found: Violation[] = [];

  constructor(manifest: unknown) {
    const kind = isObject(manifest) ? manifest.kind : undefined;
    if (isObject(manifest) && kind === 'Secret') {
      const { data, stringData, ...rest } = manifest;
      this.value(rest, '', '');
      this.secretData(data, 'data', decode);
      this.secretData(stringData, 'stringData', (text) => text);
    } else {
      this.value(manifest, '', '');
    }
  }

  public violations(): Violation[] {
    return this.found;
  }

  /** @param key the name under which the value stands */
  private value(value: unknown, key: string, path: string): void {
    if (PUBLIC_FIELD.test(path)) return;
    if (Array.isArray(value)) {
      value.forEach((element, i) => this.value(element, key, joinPath(path, i)));
    } else if (isObject(value)) {
      this.object(value, path);
    } else if (typeof value === 'string' || (['number', 'bigint'].includes(typeof value) && isSecretKey(key))) {
      this.text(String(value), key, path);
    }
  }

  private object(object: { [key: string]: unknown }, path: string): void {
    // Wherever a Secret is named, the other fields name keys inside it.
    const isReference = typeof object.secretName === 'string';
    // An environment variable or a Java system property.
    const isPair = typeof object.name === 'string' && typeof object.value === 'string';
    for (const [key, value] of Object.entries(object)) {
      if (looksLikeSecret(key)) this.report(path, 'a key looks like a credential');
      const meaning = isReference ? '' : isPair && key === 'value' ? String(object.name) : key;
      this.value(value, meaning, joinPath(path, looksLikeSecret(key) ? '(not shown)' : key));
    }
  }

  private text(text: string, key: string, path: string): void {
    const jaas = isJaas(text, key) ? literalJaasOptions(text) : undefined;
    if (isCertificate(text)) return;
    const json = parseJson(text);
    if (json !== undefined) return this.value(json, key, path);
    if (jaas && jaas.length > 0) {
      this.report(path, `the JAAS options ${[...new Set(jaas)].join(', ')} have literal values`);
    } else if (!jaas && isSecretKey(key) && !isPlaceholder(text) && !/^(true|false)$/i.test(text)) {
      this.report(path, `${key} has a literal value`);
    } else if (text.includes('\n')) {
      this.lines(text, path);
    } else if (looksLikeSecret(text)) {
      this.report(path, 'the value looks like a credential');
    }
  }

  /** A file: properties, YAML, JSON or a script. */
  private lines(text: string, path: string): void {
    for (const line of text.replace(/\\\n\s*/g, ' ').split('\n')) {
      const [, key, quoted] = LINE.exec(line) ?? [];
      const value = quoted?.replace(/^(["'])(.*)\1$/, '$2') ?? '';
      // Not the beginning of a YAML or JSON block, and not a shell variable or command.
      if (key !== undefined && isSecretKey(key) && !/^([[{|>]?-?|\$\w+|\$\(.*\))$/.test(value)) {
        this.text(value, key, path);
      } else if (/LoginModule\s/.test(line)) {
        this.text(line, '', path);
      }
    }
    if (looksLikeSecret(text) && !this.found.some((violation) => violation.path === path)) {
      this.report(path, 'a part of it looks like a credential');
    }
  }

  /** Everything in a Secret is one, except what is public and files that only hold placeholders. */
  private secretData(data: unknown, path: string, read: (text: string) => string): void {
    for (const [key, value] of Object.entries(isObject(data) ? data : {})) {
      const text = read(String(value));
      if (PUBLIC_SECRET_KEY.test(key) || isCertificate(text) || isPlaceholder(text)) {
        continue;
      }
      if (text.includes('\n') && /\$\{|\$\(|\{\{/.test(text)) {
        this.lines(text, joinPath(path, key));
      } else {
        this.report(joinPath(path, looksLikeSecret(key) ? '(not shown)' : key), 'a Secret holds a literal value');
      }
    }
  }

  private report(path: string, message: string): void {
    this.found.push({ path, message });
  }
}

/** Whether the text is a login: some class (under its key any class) and a flag. @see org.apache.kafka.common.security.JaasConfig (kafka-clients 4.3.1) */
function isJaas(text: string, key: string): boolean {
  return /LoginModule\s+(required|requisite|sufficient|optional)\b/i.test(text)
    || (/(^|[._-])sasl[._]jaas[._]config$/i.test(key) && /^\s*[\w.$]+\s+(required|requisite|sufficient|optional)\b/i.test(text));
}

/** Whether the text is a public certificate, as PEM or its base64, and nothing else. */
function isCertificate(text: string): boolean {
  const pem = text.startsWith('LS0tLS1CRUdJTi') ? decode(text) : text;
  return /^\s*(-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\s*)+$/.test(pem);
}

function parseJson(text: string): unknown {
  try {
    return /^\s*[[{]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
