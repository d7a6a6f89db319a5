import { IamPolicy } from './iam-policies';
import { comment, quoted } from './shell-text';

/** What the script fills in, in this order; what a policy is about comes last. */
const DOCUMENT = JSON.stringify({
  type: 'access',
  subjects: [{ attributes: [{ name: 'iam_id', value: 'iam-%s' }] }],
  roles: [{ role_id: 'crn:v1:bluemix:public:iam::::serviceRole:%s' }],
  resources: [{ attributes: [{ name: 'accountId', value: '%s' }, { name: 'serviceName', value: 'messagehub' }, { name: 'serviceInstance', value: '%s' }, 'REST'] }],
}).replace('"REST"', '%s');

/**
 * A script for whoever administers the account: one call for each policy, with a JSON document, since options of the command know no `stringMatch`.
 *
 * @see ibm-cloud-docs/cli, "ibmcloud iam service-policy-create" (`--file`); ibm-cloud-docs/account, "Assigning access by using wildcard policies" (the document)
 */
export function iamScript(policies: readonly IamPolicy[], about: readonly string[]): string {
  return [
    '#!/usr/bin/env bash',
    ...about.map(comment),
    comment('Run it after `ibmcloud login` as: bash SCRIPT ServiceId-... ACCOUNT_ID INSTANCE_GUID (the service ID of the API key, and the instance of Event Streams).'),
    'set -euo pipefail',
    '',
    'if [[ $# -ne 3 || $1 != ServiceId-* ]]; then',
    '  echo "usage: bash $0 ServiceId-... ACCOUNT_ID INSTANCE_GUID" >&2',
    '  exit 2',
    'fi',
    'SERVICE_ID=$1',
    'ACCOUNT_ID=$2',
    'INSTANCE=$3',
    'POLICY=$(mktemp)',
    'trap \'rm -f "$POLICY"\' EXIT',
    'allow() {',
    `  printf ${quoted(DOCUMENT)} "$SERVICE_ID" "$1" "$ACCOUNT_ID" "$INSTANCE" "$2" >"$POLICY"`,
    '  ibmcloud iam service-policy-create "$SERVICE_ID" --file "@$POLICY" --force',
    '}',
    '',
    ...policies.flatMap(lines),
  ].join('\n');
}

function lines({ role, resourceType, resource, operator, why }: IamPolicy): string[] {
  const attributes = [{ name: 'resourceType', value: resourceType }, ...resource === undefined ? [] : [{ name: 'resource', operator, value: resource }]];
  return [comment(`Without it: ${why}.`), `allow ${role} ${quoted(attributes.map((attribute) => JSON.stringify(attribute)).join(','))}`];
}
