// The parts of the script that `secret-script.ts` puts together. Words between @ are filled in there.

export const HEAD = `#!/usr/bin/env bash
# Creates Secrets. Values come from standard input, or an API key from the service key of an Event Streams instance:
#
#   bash secrets.sh [--only SECRET] [--service-key FILE]
#
# No value ever is an argument of a process, an environment variable or a file: read and printf are builtins of bash, the rest
# goes through pipes. There are no here-documents, because bash may keep those in temporary files.
set -euo pipefail
set +ax
umask 077
ulimit -c 0
# Whoever calls this may have exported variables of these names; as they are then exported, too.
unset -v value data line text encoded only service_key

fail() {
  printf '%s\\n' "$1" >&2
  exit 1
}
`;

export const READ_LINE = `# Reads one line into value; what is typed at a terminal does not appear.
read_line() {
  printf '%s: ' "$1" >&2
  IFS= read -rs value || [ -n "$value" ] || fail 'standard input has ended before all values were read'
  printf '\\n' >&2
  value=\${value%$'\\r'}
  [ -n "$value" ] || fail 'an empty value is refused'
}
`;

export const READ_PEM = `# Reads PEM text into value, up to a line with a single dot.
read_pem() {
  printf '%s, as PEM and then a line with a single dot:\\n' "$1" >&2
  value=''
  line=''
  while IFS= read -rs line || [ -n "$line" ]; do
    line=\${line%$'\\r'}
    if [ "$line" = . ]; then break; fi
    value+=$line$'\\n'
    line=''
  done
  [[ $value == *-----BEGIN*-----END* ]] || fail 'that is not PEM text'
}
`;

export const READ_API_KEY = `# Reads an API key into value: from the service key if there is one, else as a line.
read_api_key() {
  if [ -z "$service_key" ]; then
    read_line "$1"
    return
  fi
  local field pattern
  [ -r "$service_key" ] || fail 'the service key cannot be read'
  text=$(< "$service_key")
  for field in apikey api_key password; do
    pattern="\\"$field\\"[[:space:]]*:[[:space:]]*\\"([A-Za-z0-9_-]+)\\""
    if [[ $text =~ $pattern ]]; then
      value=\${BASH_REMATCH[1]}
      text=''
      return
    fi
  done
  fail 'the service key has no member apikey, api_key or password'
}
`;

export const WRITE = `# Adds value to the Secret that is being put together, under this key.
put() {
  encoded=$(printf '%s' "$value" | base64 | tr -d '\\n')
  data+="  \\"$1\\": \\"$encoded\\""$'\\n'
  value=''
  encoded=''
}

# Sends the Secret to the cluster: namespace (or none), name, type. Applied at the server, because the client would keep a copy of the
# values in an annotation; it refuses a Secret whose values somebody else manages.
apply() {
  {
    printf 'apiVersion: v1\\nkind: Secret\\nmetadata:\\n  name: "%s"\\n' "$2"
    if [ -n "$1" ]; then printf '  namespace: "%s"\\n' "$1"; fi
    printf 'type: %s\\ndata:\\n%s' "$3" "$data"
  } | @TOOL@ apply --server-side --field-manager=kafka-replication -f -
  data=''
}
`;

export const MAIN = `wanted() {
  [ -z "$only" ] || [ "$only" = "$1" ]
}

main() {
  value=''
  data=''
  only=''
  service_key=''
  local api_keys=@API_KEYS@
  while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || fail 'usage: [--only SECRET] [--service-key FILE]; values are read from standard input'
    case $1 in
      --only) only=$2 ;;
      --service-key) service_key=$2 ;;
      *) fail 'usage: [--only SECRET] [--service-key FILE]; values are read from standard input' ;;
    esac
    shift 2
  done
  case $only in
    @NAMES@) ;;
    *) fail 'no Secret of that name is created here' ;;
  esac
  if [ -n "$service_key" ] && [ -z "$only" ] && [ "$api_keys" -gt 1 ]; then
    fail 'the service key of one instance does not fit all API keys here: add --only SECRET'
  fi`;
