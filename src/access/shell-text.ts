/** A word that bash takes as it is, whatever it holds. */
export function quoted(word: string): string {
  return `'${word.replace(/'/g, '\'\\\'\'')}'`;
}

/** A comment of one line, whatever the text holds. */
export function comment(text: string): string {
  return `# ${text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')}`;
}

/** What a script is about, and how it reaches the cluster. */
export interface ScriptHead {
  /** Lines of comment. */
  readonly about: readonly string[];
  readonly bootstrapServers: string;
  /** The program that it calls, such as `kafka-acls.sh`. */
  readonly program: string;
}

/**
 * A script that calls one of Kafka's programs again and again, as a function `kafka`; it takes the login of an administrator from a file,
 * never from its own text or from an argument.
 */
export function kafkaScript({ about, bootstrapServers, program }: ScriptHead, lines: readonly string[]): string {
  return [
    '#!/usr/bin/env bash',
    ...about.map(comment),
    comment(`Run it as: bash SCRIPT --command-config FILE (how an administrator logs in); ${program} has to be in the PATH.`),
    'set -euo pipefail',
    '',
    `BOOTSTRAP_SERVERS=${quoted(bootstrapServers)}`,
    '',
    'if [[ $# -ne 2 || $1 != --command-config ]]; then',
    '  echo "usage: bash $0 --command-config FILE" >&2',
    '  exit 2',
    'fi',
    'COMMAND_CONFIG=$2',
    `kafka() { ${program} --bootstrap-server "$BOOTSTRAP_SERVERS" --command-config "$COMMAND_CONFIG" "$@"; }`,
    '',
    ...lines,
  ].join('\n');
}
