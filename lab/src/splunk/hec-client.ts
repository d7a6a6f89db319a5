import { request } from 'node:https';

/** Where an HTTP Event Collector is, and how it proves itself. */
export interface HecEndpoint {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly authority: string;
}

/** Sends something by hand; returns the code that HEC answers. */
export async function send({ address, port, host, authority }: HecEndpoint, authorization: string | undefined, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({
      host: address, port, servername: host, ca: authority, method: 'POST', path: '/services/collector/event', timeout: 10_000,
      headers: authorization === undefined ? {} : { authorization },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      }).on('end', () => resolve((JSON.parse(text) as { code: number }).code));
    });
    call.on('error', reject).on('timeout', () => call.destroy(new Error('HEC does not answer')));
    call.end(body);
  });
}
