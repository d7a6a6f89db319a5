/**
 * The script by which connectors stay as they are declared, and by which a worker is found ready.
 *
 * It speaks HTTP through bash itself: Kafka's own scripts need bash, so every image that runs them has it, while curl and jq are in few of them
 * (apache/kafka, Dockerfile of 4.x: neither). Connect writes a configuration, and restarts its connector, also when it is the same, so the script
 * compares first.
 *
 * @see org.apache.kafka.connect.runtime.distributed.DistributedHerder.putConnectorConfig, rest.resources.RootResource (connect-runtime 4.3.1)
 */
export const CONNECT_SCRIPT = `#!/usr/bin/env bash
# Keeps the connectors of a Kafka Connect cluster as they are declared, and tells whether a worker is ready.
# Needs bash, sort and sleep: what every image has that starts Kafka by Kafka's own scripts. It has no rights in Kubernetes and sees no secret.
#
#   connect.sh reconcile HOST PORT DIRECTORY   goes on until it is stopped; the directory has one JSON file per connector
#   connect.sh alive                           exits with 0 while that goes on
#   connect.sh ready HOST PORT WORKER          exits with 0 when the worker takes part in its group and none of its tasks has failed
set -uo pipefail
shopt -s nullglob

PAUSE_SECONDS=\${PAUSE_SECONDS:-15}
IN_SYNC=\${IN_SYNC:-/tmp/in-sync}
ALIVE=\${ALIVE:-/tmp/alive}
# A request takes at most 100 seconds, and its connection what the kernel gives it, some two minutes.
STUCK_SECONDS=\${STUCK_SECONDS:-300}
NAMED='"name"[[:space:]]*:[[:space:]]*"([^"\\\\]+)"'

now() {
  printf '%(%s)T' -1
}

# request METHOD PATH [BODY]: sets STATUS and ANSWER. HTTP/1.0, so that the answer comes in one piece.
request() {
  local method=$1 path=$2 body=\${3-} answer=''
  local LC_ALL=C # lengths are bytes
  STATUS=000 ANSWER=''
  now >"$ALIVE"
  { exec 3<>"/dev/tcp/$HOST/$PORT"; } 2>/dev/null || return 1
  printf '%s %s HTTP/1.0\\r\\nHost: connect\\r\\nAccept: application/json\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n%s' \\
    "$method" "$path" "\${#body}" "$body" >&3
  IFS= read -r -d '' -t 100 answer <&3
  exec 3>&-
  [[ $answer =~ ^HTTP/1\\.[01]\\ ([0-9]{3}) ]] || return 1
  STATUS=\${BASH_REMATCH[1]}
  ANSWER=\${answer#*$'\\r\\n\\r\\n'}
}

# answers METHOD PATH [BODY]: whether the answer is a success.
answers() {
  request "$@"
  [[ $STATUS == 2* ]]
}

# entries JSON: the members of a flat object, one a line, sorted.
entries() {
  local rest=$1
  local entry='^[[:space:],{]*("([^"\\\\]|\\\\.)*")[[:space:]]*:[[:space:]]*("([^"\\\\]|\\\\.)*"|[a-z0-9.+-]+)'
  while [[ $rest =~ $entry ]]; do
    printf '%s=%s\\n' "\${BASH_REMATCH[1]}" "\${BASH_REMATCH[3]}"
    rest=\${rest:\${#BASH_REMATCH[0]}}
  done | LC_ALL=C sort
}

# names JSON: the elements of a list of texts, one a line.
names() {
  local rest=$1
  local element='^[][:space:],[]*"([^"\\\\]*)"'
  while [[ $rest =~ $element ]]; do
    printf '%s\\n' "\${BASH_REMATCH[1]}"
    rest=\${rest:\${#BASH_REMATCH[0]}}
  done
}

# place NAME: path of a connector.
place() {
  local LC_ALL=C i char encoded=''
  for ((i = 0; i < \${#1}; i++)); do
    char=\${1:i:1}
    case $char in
      [A-Za-z0-9._-]) encoded+=$char ;;
      *) printf -v char '%%%02X' "'$char" && encoded+=$char ;;
    esac
  done
  printf '/connectors/%s' "$encoded"
}

say() {
  printf '%(%Y-%m-%dT%H:%M:%S%z)T %s\\n' -1 "$*"
}

# restart_failed NAME PATH: after 2, 6, 12, 20, ... 60 minutes, as operators do it; whatever works again starts anew.
declare -A restarts=() due=()
restart_failed() {
  local name=$1 path=$2 count minutes
  answers GET "$path/status" || return 1
  if [[ $ANSWER != *'"state":"FAILED"'* ]]; then
    restarts[$name]=0 due[$name]=0
    return 0
  fi
  if ((SECONDS >= \${due[$name]:-0})); then
    count=$((\${restarts[$name]:-0} + 1))
    minutes=$((count * count + count < 60 ? count * count + count : 60))
    restarts[$name]=$count due[$name]=$((SECONDS + minutes * 60))
    answers POST "$path/restart?includeTasks=true&onlyFailed=true"
    say "$name has failed: restarted ($STATUS), again in $minutes minutes if that does not help; the workers' log says why"
  fi
  return 1
}

# One round: 0 when all connectors are as declared and none has failed.
round() {
  local file declared name path running result=0
  local -A wanted=()
  answers GET /connectors || return 1
  running=$ANSWER
  for file in "$DIRECTORY"/*.json; do
    declared=$(<"$file")
    [[ $declared =~ $NAMED ]] || { say "$file has no name" && return 1; }
    name=\${BASH_REMATCH[1]}
    path=$(place "$name")
    wanted[$name]=yes
    if answers GET "$path/config" && [[ $(entries "$ANSWER") == "$(entries "$declared")" ]]; then
      restart_failed "$name" "$path" || result=1
    elif [[ $STATUS == 200 || $STATUS == 404 ]]; then
      result=1
      # The answer is not shown: it may repeat what a provider resolved.
      answers PUT "$path/config" "$declared"
      say "$name was not as declared: written ($STATUS)"
    else
      result=1
    fi
  done
  # Who finds no declaration at all has no business with deleting.
  ((\${#wanted[@]} > 0)) || { say "no connector is declared in $DIRECTORY" && return 1; }
  while IFS= read -r name; do
    if [[ -n $name && -z \${wanted[$name]:-} ]]; then
      result=1
      answers DELETE "$(place "$name")"
      say "$name is not declared: deleted ($STATUS)"
    fi
  done <<<"$(names "$running")"
  return "$result"
}

reconcile() {
  trap 'exit 0' TERM INT
  while true; do
    if round; then
      [[ -e $IN_SYNC ]] || say 'all connectors are as declared'
      : >"$IN_SYNC"
    else
      rm -f "$IN_SYNC"
    fi
    sleep "$PAUSE_SECONDS" &
    wait $!
  done
}

alive() {
  local since
  { since=$(<"$ALIVE"); } 2>/dev/null || return 1
  # Empty: it is being written.
  (($(now) - \${since:-$(now)} < STUCK_SECONDS))
}

ready() {
  answers GET /health && answers GET '/connectors?expand=status' && [[ $ANSWER != *"\\"state\\":\\"FAILED\\",\\"worker_id\\":\\"$WORKER\\""* ]]
}

case \${1:-} in
  reconcile) HOST=$2 PORT=$3 DIRECTORY=$4 && reconcile ;;
  alive) alive ;;
  ready) HOST=$2 PORT=$3 WORKER=$4 ALIVE=/dev/null && ready ;;
  *) printf 'usage: connect.sh reconcile HOST PORT DIRECTORY | alive | ready HOST PORT WORKER\\n' >&2 && exit 2 ;;
esac
`;
