import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';

/** Where a pod is on the network. */
export interface PodAddress {
  readonly ip: string;
  /** Path of its network namespace. */
  readonly namespace: string;
}

/**
 * A network for pods: each has a namespace of its own, so that all of them listen at the same port of all addresses and at 127.0.0.1, as they do in
 * Kubernetes. They reach each other, and the brokers at their loopback addresses, which need a route for that; nothing else.
 *
 * @see Documentation/networking/ip-sysctl.rst (Linux) for route_localnet
 */
export class PodNetwork {
  /** For the end of the run, however it comes. */
  public static removeAll(): void {
    for (const network of this.all) {
      network.remove();
    }
  }

  private static readonly all = new Set<PodNetwork>();

  private readonly bridge = `klab${randomBytes(3).toString('hex')}`;
  /** Addresses for tests of networks (RFC 2544): no real host has one. */
  private readonly prefix = `198.18.${randomInt(1, 250)}`;
  private readonly namespaces: string[] = [];
  private last = 1;

  public constructor() {
    PodNetwork.all.add(this);
    ip('link', 'add', this.bridge, 'type', 'bridge');
    ip('address', 'add', `${this.prefix}.1/24`, 'dev', this.bridge);
    ip('link', 'set', this.bridge, 'up');
    writeFileSync(`/proc/sys/net/ipv4/conf/${this.bridge}/route_localnet`, '1');
  }

  public add(): PodAddress {
    const number = ++this.last;
    const name = `${this.bridge}-${number}`;
    const address = `${this.prefix}.${number}`;
    const port = `${this.bridge}p${number}`;
    ip('netns', 'add', name);
    this.namespaces.push(name);
    ip('link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('link', 'set', port, 'master', this.bridge, 'up');
    const inside = (...args: readonly string[]) => ip('-netns', name, ...args);
    inside('link', 'set', 'lo', 'up');
    // Of 127.0.0.0/8 only 127.0.0.1 is the pod itself: the brokers have the rest.
    inside('address', 'del', '127.0.0.1/8', 'dev', 'lo');
    inside('address', 'add', '127.0.0.1/32', 'dev', 'lo');
    inside('address', 'add', `${address}/24`, 'dev', 'eth0');
    inside('link', 'set', 'eth0', 'up');
    inside('route', 'add', '127.0.0.0/8', 'via', `${this.prefix}.1`);
    const namespace = `/run/netns/${name}`;
    execFileSync('nsenter', [`--net=${namespace}`, 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/conf/eth0/route_localnet'], { stdio: 'pipe', timeout: 10_000 });
    return { ip: address, namespace };
  }

  /** After the pods have ended. */
  public remove(): void {
    PodNetwork.all.delete(this);
    // The other end of each cable goes with its namespace.
    for (const args of [...this.namespaces.splice(0).map((name) => ['netns', 'del', name]), ['link', 'del', this.bridge]]) {
      try {
        ip(...args);
      } catch (error) {
        console.error(`left behind: ip ${args.join(' ')}: ${(error as Error).message}`);
      }
    }
  }
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: 'pipe', timeout: 10_000 });
}
