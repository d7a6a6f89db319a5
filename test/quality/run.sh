#!/usr/bin/env bash
# What the examples emit, judged by others: kubeconform puts every object to the schemas of test/schemas, checkov puts those of Kubernetes' own
# kinds to its rules. Both are pinned, come by Go and pip into a cache folder, and work offline. The last line counts.
set -euo pipefail
shopt -s nullglob
cd "$(dirname "$0")/../.."

CHECKOV=3.3.30
KUBECONFORM=v0.7.0

tools=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/cdk8s-kafka-replication
checkov=$tools/checkov-$CHECKOV
kubeconform=$tools/kubeconform-$KUBECONFORM

install_tools() {
  [ -x "$kubeconform/kubeconform" ] || GOBIN=$kubeconform go install "github.com/yannh/kubeconform/cmd/kubeconform@$KUBECONFORM"
  if [ ! -x "$checkov/bin/checkov" ]; then
    rm -rf "$checkov"
    python3 -m venv "$checkov"
    "$checkov/bin/pip" install --quiet --disable-pip-version-check "checkov==$CHECKOV"
  fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# All examples in one folder. The operator of Event Streams serves the kinds of Strimzi under a group of its own, whose schema is the same.
collect() {
  local example file
  mkdir "$work/manifests"
  for example in examples/*/; do
    for file in "$example"dist/*.yaml; do
      sed 's|^apiVersion: eventstreams.ibm.com/|apiVersion: kafka.strimzi.io/|' "$file" >"$work/manifests/$(basename "$example").$(basename "$file")"
    done
  done
}

# Whether a minimum is exclusive is true or false in Kubernetes' OpenAPI, and a number in the draft that the schemas name, which kubeconform insists on. All
# such minima are 0.
copy_schemas() {
  cp -r test/schemas "$work/schemas"
  sed -i 's/"exclusiveMinimum":true/"exclusiveMinimum":0/g' "$work"/schemas/*/*.json
}

# Kubernetes' core group has no name: kubeconform takes the version for it.
schemas="$work/schemas/"'{{ if eq .Group "v1" }}core{{ else }}{{ .Group }}{{ end }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json'

install_tools
[ -n "$(echo examples/*/dist/*.yaml)" ] || npm run synth
collect
copy_schemas
# What they find is in the reports, whatever they exit with.
"$kubeconform/kubeconform" -strict -summary -output json -schema-location "$schemas" "$work/manifests" >"$work/kubeconform.json" || true
LOG_LEVEL=ERROR "$checkov/bin/checkov" --directory "$work/manifests" --framework kubernetes --skip-download --quiet --compact --output json >"$work/checkov.json" || true
node --import tsx test/quality/print-verdict.ts "$work/kubeconform.json" "$work/checkov.json"
