#!/usr/bin/env bash
# Installs, upgrades, checks and rolls back one node of a MirrorMaker 2. What the node lacks is said, all at once, before anything is changed; every
# verb can be run again.
#
#   mm2.sh install    first installation of a node
#   mm2.sh upgrade    another release of this bundle, or another Kafka in its place; goes back by itself when the node does not get healthy
#   mm2.sh rollback   the release before this one
#   mm2.sh health     exits with 0 when the node takes part in the replication and none of its tasks has failed
#
# MM2_ROOT=<folder> installs below that folder. Accounts and units are left alone where no systemd runs: in an image.
set -euo pipefail

BUNDLE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
source "$BUNDLE/bundle.conf"

ROOT=${MM2_ROOT:-}
UNIT=$NAME.service
HOME_FOLDER=$ROOT/etc/kafka-replication/$NAME
RELEASES=$HOME_FOLDER/releases
SYSTEMD=$ROOT/etc/systemd/system
HEALTHY_SECONDS=${HEALTHY_SECONDS:-180}
JOINED='Joined group at generation'
FAILED='Task is being killed and will not recover until manually restarted'

say() {
  printf '%s: %s\n' "$NAME" "$*"
}

fail() {
  printf '%s: %s\n' "$NAME" "$*" >&2
  exit 1
}

# setting KEY: value of a key in the node's own file, in quotes or not, as systemd reads it.
setting() {
  sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\).*/\1/p" "$HOME_FOLDER/node.env" 2>/dev/null | tail -n 1
}

listens() {
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# is_booted: whether systemd runs here, by the sign that sd_booted(3) goes by.
is_booted() {
  [[ -d $ROOT/run/systemd/system ]]
}

is_active() {
  is_booted && systemctl is-active --quiet "$UNIT"
}

# java_version: that of the java which the unit finds. Before Java 9 it was 1.8.
java_version() {
  local home
  home=$(setting JAVA_HOME)
  "${home:+$ROOT$home/bin/}java" -version 2>&1 | sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1
}

must_be_root() {
  ! is_booted || [[ $(id -u) -eq 0 ]] || echo 'must be run as root'
}

# problems: what this node lacks, one a line.
problems() {
  local address java port secret memory
  [[ -n $ROOT ]] || is_booted || echo 'is not run by systemd'
  must_be_root
  address=$(setting MM2_NODE_ADDRESS)
  [[ -n $address ]] || echo "$HOME_FOLDER/node.env does not say MM2_NODE_ADDRESS; copy node.env.template there and fill it in"
  java=$(java_version || true)
  [[ -n $java ]] || echo "finds no java; install Java $JAVA_VERSION or newer, or say JAVA_HOME in $HOME_FOLDER/node.env"
  [[ -z $java || $java -ge $JAVA_VERSION ]] || echo "finds Java $java; Kafka 4 needs $JAVA_VERSION or newer"
  [[ -x $ROOT$KAFKA_HOME/bin/connect-mirror-maker.sh ]] || echo "finds no $ROOT$KAFKA_HOME/bin/connect-mirror-maker.sh; unpack Apache Kafka 4 there"
  compgen -G "$ROOT$KAFKA_HOME/libs/kafka-clients-[4-9]*.jar" >/dev/null || echo "finds no Kafka 4 or newer in $ROOT$KAFKA_HOME/libs"
  [[ -z $METRICS_AGENT || -r $ROOT$METRICS_AGENT ]] || echo "finds no $ROOT$METRICS_AGENT; put the JMX exporter's Java agent there"
  for secret in "${SECRETS[@]}"; do
    [[ -s $HOME_FOLDER/secrets/$secret ]] || echo "finds no $HOME_FOLDER/secrets/$secret; your secret store has to write it"
    [[ -z $(find "$HOME_FOLDER/secrets/$secret" -perm /007 2>/dev/null) ]] || echo "finds $HOME_FOLDER/secrets/$secret open to everybody; chmod 640"
  done
  if ! is_active; then
    for port in $REST_PORT ${METRICS_AGENT:+$METRICS_PORT}; do
      ! listens "${address:-127.0.0.1}" "$port" || echo "finds port $port in use; stop what listens there, or give the runtime another one"
    done
  fi
  memory=$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)
  ! is_booted || [[ $((memory / 1024)) -ge $MEMORY_MEBIBYTES ]] || echo "has $((memory / 1024)) MiB of memory; this bundle takes $MEMORY_MEBIBYTES"
}

# refuse_if PROBLEMS: ends here when there are any.
refuse_if() {
  [[ -z $1 ]] || fail "nothing was changed; this node"$'\n'"$1"
}

# put_release: copies the bundle to a folder of its own; one that is there is complete.
put_release() {
  local release=$RELEASES/$RELEASE file
  install -d -m 750 "$HOME_FOLDER/secrets"
  [[ -d $release ]] && return
  install -d -m 750 "$release.new"
  for file in "${FILES[@]}"; do
    install -m 640 "$BUNDLE/$file" "$release.new/$file"
  done
  mv -T "$release.new" "$release"
}

# own: the account may read, and nobody else.
own() {
  is_booted || return 0
  getent passwd "$ACCOUNT" >/dev/null || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$ACCOUNT"
  chown -R "root:$ACCOUNT" "$HOME_FOLDER"
}

# use RELEASE: makes it the current one, in one step.
use() {
  ln -sfn "releases/$1" "$HOME_FOLDER/current.new"
  mv -T "$HOME_FOLDER/current.new" "$HOME_FOLDER/current"
  local unit
  for unit in "$HOME_FOLDER/current"/*.service; do
    install -D -m 644 "$unit" "$SYSTEMD/${unit##*/}"
  done
  is_booted || return 0
  systemctl daemon-reload
  for unit in "$HOME_FOLDER/current"/*.service; do
    systemctl enable --quiet "${unit##*/}"
    systemctl restart "${unit##*/}"
  done
}

current() {
  basename "$(readlink "$HOME_FOLDER/current" 2>/dev/null || true)"
}

# remember RELEASE: what a rollback goes back to.
remember() {
  [[ -z $1 || $1 == "$RELEASE" ]] || printf '%s\n' "$1" >"$HOME_FOLDER/previous"
}

since_start() {
  journalctl --quiet --output cat --unit "$UNIT" "_SYSTEMD_INVOCATION_ID=$(systemctl show --property InvocationID --value "$UNIT")"
}

health() {
  local log groups joined
  is_booted || return 0
  is_active || { say 'does not run' && return 1; }
  listens "$(setting MM2_NODE_ADDRESS)" "$REST_PORT" || { say "does not listen at port $REST_PORT yet" && return 1; }
  [[ -z $METRICS_AGENT ]] || listens 127.0.0.1 "$METRICS_PORT" || { say "serves no metrics at port $METRICS_PORT" && return 1; }
  log=$(since_start | grep -E "$JOINED|$FAILED" || true)
  # One for each cluster that this node writes to: the target, and the source where heartbeats are emitted into it.
  groups=$(grep -cE '^[^>=]+\.group\.id=' "$HOME_FOLDER/current/mm2.properties" || true)
  joined=$(grep -oE "groupId=[^]]+] $JOINED" <<<"$log" | sort -u | wc -l || true)
  ((joined >= groups)) || { say "has not joined the other nodes yet: $joined of $groups worker groups" && return 1; }
  [[ $log != *"$FAILED"* ]] \
    || { say "a task has failed since the start; journalctl -u $UNIT says why, systemctl restart $UNIT starts it anew" && return 1; }
}

wait_until_healthy() {
  local end=$((SECONDS + HEALTHY_SECONDS))
  until health >/dev/null; do
    ((SECONDS < end)) || { health && return 0; return 1; }
    sleep 5
  done
}

change() {
  local before=$1
  put_release
  own
  remember "$before"
  use "$RELEASE"
  say "runs release $RELEASE"
}

install_node() {
  refuse_if "$(problems)"
  if [[ $(current) == "$RELEASE" ]] && { ! is_booted || is_active; }; then
    say "runs release $RELEASE already"
  else
    change "$(current)"
  fi
  wait_until_healthy || fail "is not healthy after $HEALTHY_SECONDS seconds"
}

upgrade_node() {
  local before previous
  before=$(current)
  previous=$(cat "$HOME_FOLDER/previous" 2>/dev/null || true)
  [[ -n $before ]] || fail 'is not installed; use install'
  refuse_if "$(problems)"
  change "$before"
  wait_until_healthy && return
  [[ $before != "$RELEASE" ]] || fail "is not healthy after $HEALTHY_SECONDS seconds, and had this release before"
  use "$before"
  # The one that failed is nothing to go forward to, and what was there before it is still what a rollback goes back to.
  if [[ -n $previous ]]; then
    printf '%s\n' "$previous" >"$HOME_FOLDER/previous"
  else
    rm -f "$HOME_FOLDER/previous"
  fi
  fail "is not healthy after $HEALTHY_SECONDS seconds; went back to release $before"
}

rollback_node() {
  local before
  before=$(cat "$HOME_FOLDER/previous" 2>/dev/null || true)
  [[ -n $before && -d $RELEASES/$before ]] || fail 'knows no release before this one'
  refuse_if "$(must_be_root)"
  current >"$HOME_FOLDER/previous.new"
  use "$before"
  mv "$HOME_FOLDER/previous.new" "$HOME_FOLDER/previous"
  say "runs release $before"
  wait_until_healthy || fail "is not healthy after $HEALTHY_SECONDS seconds"
}

case ${1:-} in
  install) install_node ;;
  upgrade) upgrade_node ;;
  rollback) rollback_node ;;
  health) health && say 'is healthy' ;;
  *) fail 'usage: mm2.sh install|upgrade|rollback|health' ;;
esac
