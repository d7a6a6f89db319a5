#!/usr/bin/env bash
# Runs a command among the files of a container or machine: absolute paths are what they are there. Needs root and a mount namespace of its own.
#
#   enter.sh FOLDER USER COMMAND…   FOLDER/mounts has a line per mount: source, target, ro or rw, with tabs between
set -euo pipefail
folder=$1 user=$2
shift 2
mapfile -t mounts <"$folder/mounts"

# A mount needs a place. Where this machine has none, a folder of empty places is laid over the first folder of the path.
declare -A covered=()
for mount in "${mounts[@]}"; do
  IFS=$'\t' read -r _ target _ <<<"$mount"
  if [[ ! -e $target ]]; then
    mkdir -p "$folder/places$target"
    first=${target#/}
    covered[/${first%%/*}]=yes
  fi
done
for first in "${!covered[@]}"; do
  mount -t overlay overlay -o "lowerdir=$folder/places$first:$first" "$first"
done

for mount in "${mounts[@]}"; do
  IFS=$'\t' read -r source target mode <<<"$mount"
  mount --bind "$source" "$target"
  if [[ $mode == ro ]]; then
    mount -o remount,bind,ro "$target"
  fi
done
# Nothing but what is mounted for it may be written. Last, since what is mounted from a read-only place is read-only too.
mount -o remount,bind,ro /
cd /
exec setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs "$@"
