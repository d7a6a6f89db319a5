import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { concatenatedJson } from './concatenated-json.js';
import { HEC, type HecAnswer } from './hec-answers.js';

/** An event as Splunk would index it. */
export interface HecEvent {
  /** Seconds since 1970. */
  readonly time?: number;
  readonly host?: string;
  readonly source?: string;
  readonly sourcetype?: string;
  /** Where it lands. */
  readonly index: string;
  readonly event: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a token of HEC allows. */
export interface HecToken {
  /** Where an event lands that names no index. */
  readonly index: string;
  readonly allowedIndexes: readonly string[];
  /** Whether requests need a channel, and answers have a number that can be asked for. @default false */
  readonly acknowledges?: boolean;
}

export interface HecServerProps {
  readonly address: string;
  readonly port: number;
  /** Text of a PEM with key and certificates. */
  readonly keystore: string;
  readonly tokens: ReadonlyMap<string, HecToken>;
}

const EVENT_PATHS = /^\/services\/collector(\/event(\/1\.0)?)?$/;
const RAW_PATHS = /^\/services\/collector\/raw(\/1\.0)?$/;

/** Splunk's HTTP Event Collector to its clients: TLS, tokens, indexes per token, gzip, events one after the other, acknowledgements, and 503 when it is told to be busy. */
export class HecServer {
  public readonly events: HecEvent[] = [];
  /** How often it answered what, by code. */
  public readonly answered = new Map<number, number>();
  private readonly server: Server;
  private acknowledged = 0;
  private isBusy = false;
  private retryAfterSeconds: number | undefined;

  public constructor(private readonly props: HecServerProps) {
    this.server = createServer({ key: props.keystore, cert: props.keystore }, (request, response) => {
      this.handle(request, response).catch(() => response.destroy());
    });
  }

  public async start(): Promise<void> {
    this.server.listen(this.props.port, this.props.address);
    await once(this.server, 'listening');
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** While it is busy it takes nothing. @param retryAfterSeconds what a load balancer in front of it adds; Splunk itself says nothing of the kind */
  public busy(isBusy: boolean, retryAfterSeconds?: number): void {
    this.isBusy = isBusy;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public answers(answer: HecAnswer): number {
    return this.answered.get(answer.code) ?? 0;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { status, ...content } = this.answerTo(request, Buffer.concat(chunks));
    this.answered.set(content.code, (this.answered.get(content.code) ?? 0) + 1);
    const retryAfter = status === 503 && this.retryAfterSeconds !== undefined ? { 'retry-after': String(this.retryAfterSeconds) } : {};
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...retryAfter }).end(JSON.stringify(content));
  }

  private answerTo(request: IncomingMessage, body: Buffer): HecAnswer {
    const url = new URL(request.url ?? '/', 'https://hec');
    if (url.pathname.startsWith('/services/collector/health')) {
      return this.isBusy ? HEC.unhealthy : HEC.healthy;
    }
    const authorization = request.headers.authorization;
    if (authorization === undefined) {
      return HEC.tokenRequired;
    }
    const [, value] = /^Splunk (\S+)$/.exec(authorization) ?? [];
    if (value === undefined) {
      return HEC.invalidAuthorization;
    }
    const token = this.props.tokens.get(value);
    if (token === undefined) {
      return HEC.invalidToken;
    }
    const text = request.headers['content-encoding'] === 'gzip' ? unpacked(body) : body.toString('utf8');
    if (text === undefined) {
      return atEvent(HEC.invalidFormat, 0);
    }
    if (url.pathname === '/services/collector/ack') {
      return token.acknowledges ? { ...HEC.success, acks: acks(text, this.acknowledged) } : HEC.ackDisabled;
    }
    if (this.isBusy) {
      return HEC.busy;
    }
    const hasChannel = request.headers['x-splunk-request-channel'] !== undefined || url.searchParams.has('channel');
    if (!hasChannel && (token.acknowledges || RAW_PATHS.test(url.pathname))) {
      return HEC.channelMissing;
    }
    const refused = RAW_PATHS.test(url.pathname) ? this.takeLines(text, url.searchParams, token)
      : EVENT_PATHS.test(url.pathname) ? this.takeEvents(text, token) : { status: 404, code: 404, text: 'Not Found' };
    return refused ?? { ...HEC.success, ...(token.acknowledges ? { ackId: this.acknowledged++ } : {}) };
  }

  /** All events of a request, or none: an answer of 400 names the first one that is wrong. */
  private takeEvents(text: string, token: HecToken): HecAnswer | undefined {
    if (text.trim() === '') {
      return HEC.noData;
    }
    let sent: Partial<HecEvent>[];
    try {
      sent = concatenatedJson(text) as Partial<HecEvent>[];
    } catch {
      return atEvent(HEC.invalidFormat, 0);
    }
    for (const [number, event] of sent.entries()) {
      const wrong = problem(event, token);
      if (wrong !== undefined) {
        return atEvent(wrong, number);
      }
    }
    this.events.push(...sent.map((event): HecEvent => ({ ...event, event: event.event, index: event.index ?? token.index, fields: event.fields ?? {} })));
    return undefined;
  }

  private takeLines(text: string, parameters: URLSearchParams, token: HecToken): HecAnswer | undefined {
    const index = parameters.get('index') ?? token.index;
    if (!token.allowedIndexes.includes(index)) {
      return HEC.incorrectIndex;
    }
    const about = { index, source: parameters.get('source') ?? undefined, sourcetype: parameters.get('sourcetype') ?? undefined };
    this.events.push(...text.split('\n').filter((line) => line !== '').map((line): HecEvent => ({ ...about, event: line, fields: {} })));
    return undefined;
  }
}

/** Nothing where it is no gzip. */
function unpacked(body: Buffer): string | undefined {
  try {
    return gunzipSync(body).toString('utf8');
  } catch {
    return undefined;
  }
}

/** An answer with the number of the event that it is about. */
function atEvent(answer: HecAnswer, number: number): HecAnswer {
  return { ...answer, ...{ 'invalid-event-number': number } };
}

function problem({ event, index, fields }: Partial<HecEvent>, token: HecToken): HecAnswer | undefined {
  if (event === undefined) {
    return HEC.eventRequired;
  }
  if (event === '' || event === null) {
    return HEC.eventBlank;
  }
  if (index !== undefined && !token.allowedIndexes.includes(index)) {
    return HEC.incorrectIndex;
  }
  const isFlat = (value: unknown) => typeof value !== 'object' || Array.isArray(value);
  return Object.values(fields ?? {}).every(isFlat) ? undefined : HEC.indexedFields;
}

/** Which of the numbers asked for have been indexed: all that were given out. */
function acks(text: string, givenOut: number): Record<string, boolean> {
  const { acks: asked } = JSON.parse(text) as { acks: readonly number[] };
  return Object.fromEntries(asked.map((id) => [String(id), id < givenOut]));
}
