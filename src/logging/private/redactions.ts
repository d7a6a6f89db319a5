/** What is taken out of messages and traces before anybody sees them. */
export interface Redaction {
  readonly what: string;
  /**
   * A regular expression that Java and JavaScript read alike, but for `(?i)` in front. No braces: Log4j would take them for its own. No repeated choice:
   * Java would need its stack for each turn.
   */
  readonly expression: string;
  readonly replacement: string;
}

/**
 * Kafka itself prints `[hidden]` for passwords that it knows as such; what is nested in another text it does not know. They are applied in this order.
 *
 * @see org.apache.kafka.common.config.types.Password (kafka-clients 4.3.1)
 */
export const REDACTIONS: readonly Redaction[] = [
  {
    what: 'a setting whose name says that it is secret',
    // A value in quotes, in quotes that are escaped because it stands in a text of JSON, in brackets, or bare.
    expression: String.raw`(?i)((?:password|passwd|pwd|passphrase|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|credentials?|user[-_.]?info)\\*["']?\s*[=:]\s*)`
      + String.raw`(?:"[^"\\]*(?:\\[\s\S][^"\\]*)*["\\]?|'[^'\\]*(?:\\[\s\S][^'\\]*)*['\\]?|\\+"[^"\\]*(?:\\\\+[\s\S][^"\\]*)*\\?"?|\[[^\]\s]*\]?|[^\s,;&\])"'\x7d]+)`,
    replacement: '$1***',
  },
  // After its options, one of which may have a semicolon.
  { what: 'a JAAS configuration', expression: String.raw`(?i)(sasl\.jaas\.config\\*["']?\s*[=:]\s*)[^;\r\n]+`, replacement: '$1***' },
  { what: 'a header that authorizes', expression: String.raw`(?i)(authorization\\*["']?\s*[=:]\s*\\*["']?)[^\r\n"',;\\]+`, replacement: '$1***' },
  // Where the header's name is not beside it. A word without a digit is none.
  { what: 'what a header would have authorized with', expression: String.raw`(?i)(\b(?:bearer|basic)\s+)(?=[^\s,;"'\\]*[0-9=])[^\s,;"'\\]+`, replacement: '$1***' },
  { what: 'a JSON Web Token', expression: String.raw`eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`, replacement: '***' },
  { what: 'a password in an address', expression: String.raw`(://[^\s/:@]*:)[^\s/]+@`, replacement: '$1***@' },
  // An encrypted one has headers, which have hyphens; one that is cut off goes on to the end.
  { what: 'a private key', expression: String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`, replacement: '***' },
];

/** A pattern of Log4j's PatternLayout that prints what the given one prints, without credentials. */
export function redacted(pattern: string): string {
  return REDACTIONS.reduce((inner, { expression, replacement }) => `%replace{${inner}}{${expression}}{${replacement}}`, pattern);
}
