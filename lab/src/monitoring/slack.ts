import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import type { SecretReference } from './alertmanager-config.js';

const PORT = 8065;

/** What people would read. */
export interface SlackMessage {
  readonly at: number;
  readonly channel: string;
  readonly color: string;
  readonly title: string;
  readonly text: string;
}

interface Posted {
  readonly channel?: string;
  readonly attachments?: readonly { readonly color?: string; readonly title?: string; readonly text?: string }[];
}

/**
 * Answers as Slack's incoming webhooks do, and keeps what was posted. The address is a secret: another one is refused.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
export class FakeSlack {
  public static async start(address: string): Promise<FakeSlack> {
    const slack = new FakeSlack(address);
    await new Promise<void>((resolve, reject) => {
      slack.server.once('error', reject).listen(PORT, address, resolve);
    });
    return slack;
  }

  public readonly messages: SlackMessage[] = [];
  /** Posts that Slack would have refused. */
  public readonly refused: string[] = [];
  private readonly server: Server;
  private readonly paths = new Set<string>();

  private constructor(private readonly address: string) {
    this.server = createServer((request, response) => {
      this.answer(request).catch(() => 'invalid_payload').then((reason) => {
        if (reason !== 'ok') {
          this.refused.push(`${request.method} ${request.url}: ${reason}`);
        }
        response.writeHead(reason === 'ok' ? 200 : reason === 'no_service' ? 404 : 400).end(reason);
      }, () => response.destroy());
    });
  }

  /** The address that a Secret holds. */
  public webhook({ name, key }: SecretReference): string {
    const path = `/services/${name}/${key}`;
    this.paths.add(path);
    return `http://${this.address}:${PORT}${path}`;
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<string> {
    const body = await textOf(request);
    if (request.method !== 'POST' || !this.paths.has(request.url ?? '')) {
      return 'no_service';
    }
    const { channel = '', attachments = [] } = JSON.parse(body) as Posted;
    if (attachments.length === 0) {
      return 'no_text';
    }
    this.messages.push(...attachments.map(({ color = '', title = '', text = '' }) => ({ at: Date.now(), channel, color, title, text })));
    return 'ok';
  }
}
