import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Bootstrap list to its endpoints. */
export function endpoints(bootstrapServers: string): Endpoint[] {
  return bootstrapServers.split(',').map((server) => {
    const [, host, port] = /^(.+):(\d+)$/.exec(server.trim()) ?? [];
    if (host === undefined || port === undefined) {
      throw new Error(`'${server}' is not host:port`);
    }
    return { host, port: Number(port) };
  });
}

/**
 * Loopback addresses of this run, and the hosts file that maps the host names of the YAML to them. One address per node
 * and worker lets all of them use the ports of the YAML; a random network per run keeps two runs apart.
 */
export class Network {
  private readonly prefix = `127.${randomInt(20, 250)}.${randomInt(1, 250)}`;
  private readonly addressOf = new Map<string, string>([['localhost', '127.0.0.1']]);
  private last = 0;

  public constructor(public readonly hostsFile: string) {}

  public allocate(): string {
    return `${this.prefix}.${++this.last}`;
  }

  public name(host: string, address: string): void {
    this.addressOf.set(host, address);
    writeFileSync(this.hostsFile, [...this.addressOf].map(([name, at]) => `${at} ${name}\n`).join(''));
  }

  /** Every JVM gets this: names that are not in the file do not resolve, so nothing can leave the machine. */
  public get jvmOption(): string {
    return `-Djdk.net.hosts.file=${this.hostsFile}`;
  }
}
