#!/usr/bin/env bash
# Stands for systemctl and journalctl in a machine of the lab, under either name: the lab answers, which runs the units.
set -euo pipefail
exec 3<>"/dev/tcp/$LAB_SYSTEMD_HOST/$LAB_SYSTEMD_PORT"
printf 'GET /%s%s HTTP/1.0\r\n\r\n' "${0##*/}" "$(printf '/%s' "${@//[^A-Za-z0-9._=-]/_}")" >&3
# The x keeps the line ends that a substitution drops: an answer may end with its headers.
answer=$(cat <&3; printf x)
body=${answer#*$'\r\n\r\n'}
body=${body%x}
[[ -z $body ]] || printf '%s\n' "$body"
[[ $answer == 'HTTP/1.'?' 200 '* ]]
