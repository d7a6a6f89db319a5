import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../stage/site.js';
import { putFile, type Mount } from './container.js';

/** Where a container sees the lab's trust store. */
const LAB = '/opt/lab';
const STORE = 'public-authorities.p12';

/** What a container or machine finds around it, whatever it runs: names of hosts, and whom a JVM takes for a public authority. */
export class Surroundings {
  public readonly mounts: readonly Mount[];
  /** `JAVA_TOOL_OPTIONS` is read by the JVM itself: no variable of Kafka's scripts is touched. */
  public readonly env: Readonly<Record<string, string>>;
  private readonly hosts: string;

  /** @param folder of the lab's own files about it */
  public constructor(private readonly site: Site, folder: string) {
    this.hosts = join(folder, 'hosts');
    this.publish();
    const shared = join(folder, 'lab');
    mkdirSync(shared, { recursive: true });
    const store = site.jvmOptions.map((option) => /^-Djavax\.net\.ssl\.trustStore=(.*)$/.exec(option)?.[1]).find(Boolean)!;
    copyFileSync(store, join(shared, STORE));
    this.env = { JAVA_TOOL_OPTIONS: site.jvmOptions.join(' ').replace(store, `${LAB}/${STORE}`) };
    this.mounts = [
      { source: this.hosts, target: '/etc/hosts' },
      // A name that is not in that file does not resolve: nothing leaves the machine.
      { source: putFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n'), target: '/etc/resolv.conf' },
      { source: shared, target: LAB },
    ];
  }

  /** Writes the names anew. The file stays the same file: it is mounted. @param services names that only containers know */
  public publish(services: Readonly<Record<string, string>> = {}): void {
    putFile(this.hosts, readFileSync(this.site.network.hostsFile, 'utf8') + Object.entries(services).map(([name, address]) => `${address} ${name}\n`).join(''));
  }
}
