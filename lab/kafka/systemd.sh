#!/usr/bin/env bash
# Stands for systemctl and journalctl in a machine of the lab, under either name: the lab answers, which runs the units.
set -euo pipefail
exec 3<>"/dev/tcp/$LAB_SYSTEMD_HOST/$LAB_SYSTEMD_PORT"
printf 'GET /%s%s HTTP/1.0\r\n\r\n' "${0##*/}" "$(printf '/%s' "${@//[^A-Za-z0-9._=-]/_}")" >&3
answer=$(cat <&3)
body=${answer#*$'\r\n\r\n'}
[[ -z $body ]] || printf '%s\n' "$body"
[[ $answer == 'HTTP/1.'?' 200 '* ]]
