import { withoutSecrets } from '../core/secret-text';

/** Connect's REST could not be asked, or did not tell: one line, with a remedy. */
export class ConnectFailure extends Error {}

/** Why there was no answer: codes of Node.js, OpenSSL and llhttp. */
const CAUSES: readonly { readonly code: RegExp; readonly problem: string; readonly remedy: string }[] = [
  { code: /^ECONNREFUSED$/, problem: 'nobody listens there', remedy: 'is the port still forwarded?' },
  { code: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, problem: 'the connection was closed without an answer', remedy: 'forward the port anew, since the pod may have been replaced; a worker that speaks TLS wants https://' },
  { code: /^HPE_/, problem: 'what answers does not speak HTTP', remedy: 'forward the port of Connect\'s REST API (8083); a worker that speaks TLS wants https://' },
  { code: /^(EPROTO|ERR_SSL_.*)$/, problem: 'what answers does not speak TLS, or another version of it', remedy: 'give http:// where the worker has no listener with TLS' },
  { code: /^ERR_TLS_CERT_ALTNAME_INVALID$/, problem: 'its certificate is for another name', remedy: 'give a name of this machine that the certificate has, such as https://localhost:8083' },
  { code: /^CERT_HAS_EXPIRED$/, problem: 'its certificate has expired', remedy: 'renew it' },
  { code: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/, problem: 'its certificate is by an authority that is not known here', remedy: 'set the environment variable NODE_EXTRA_CA_CERTS to a PEM file with the authority' },
  { code: /^TimeoutError$/, problem: 'there is no answer in time', remedy: 'the worker may be starting, or wait for its Kafka cluster: its log says so' },
];

/** What an answer means that is not the one that was asked for. */
const ANSWERS: readonly { readonly statuses: readonly number[]; readonly remedy: string }[] = [
  { statuses: [401, 403], remedy: 'somebody has added a login (rest.extension.classes), which this command has no place for' },
  // HerderRequestHandler.completeRequest, completeOrForwardRequest (connect-runtime 4.3.1)
  { statuses: [409, 500, 503], remedy: 'the workers may be starting, rebalance, or wait for their Kafka cluster: ask again in a minute, or read their log' },
];

/** @param where the address @param error what `fetch` threw */
export function unanswered(where: string, error: unknown): ConnectFailure {
  const code = codeOf(error);
  const known = CAUSES.find((cause) => cause.code.test(code));
  return new ConnectFailure(known === undefined ? `${where}: no answer (${code})` : `${where}: ${known.problem} (${code}); ${known.remedy}`);
}

/** @param where the address, with the path @param told what the answer says, such as the `message` of an ErrorMessage */
export function refused(where: string, status: number, told: string): ConnectFailure {
  const known = ANSWERS.find(({ statuses }) => statuses.includes(status));
  return new ConnectFailure([`${where}: answers ${status}${told === '' ? '' : ` (${withoutSecrets(told.slice(0, 300))})`}`, ...known === undefined ? [] : [known.remedy]].join('; '));
}

/** Something answers, and it is not what shows connectors. */
export function notConnect(where: string): ConnectFailure {
  return new ConnectFailure(`${where}: is no worker of Kafka Connect; forward the port of Connect's REST API (8083); a dedicated MirrorMaker has none that shows anything`);
}

function codeOf(error: unknown): string {
  const { name, cause } = error as Error;
  return name === 'TimeoutError' ? name : String((cause as NodeJS.ErrnoException | undefined)?.code ?? name);
}
