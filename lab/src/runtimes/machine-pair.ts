import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { flowWithoutOperator, Mirror, UnusableInput, type Flow } from '../effective.js';
import type { Site } from '../stage/site.js';
import { until } from '../wait.js';
import { KAFKA, KafkaDistribution } from './distribution.js';
import { Machine, type Verb } from './machine.js';
import type { Nodes } from './nodes.js';
import { prepare } from './prepare.js';

const NODES = 2;
const TASK_FAILED = 'Task is being killed and will not recover until manually restarted';

/** Two machines, and the bundle of one replication for them. */
export class MachinePair implements Nodes {
  /** Clusters, users and machines of an example; nothing is installed yet. @param env of the step that is synthesized */
  public static async of(site: Site, example: string, env: Readonly<Record<string, string>>, version: string = KAFKA.newest): Promise<MachinePair> {
    const bundle = await bundleOf(site, example, env);
    const flow = await flowWithoutOperator(join(bundle, 'mm2.properties'), basename(bundle), NODES);
    const secrets = await prepare(site, flow);
    const kafka = await KafkaDistribution.of(version);
    const machines = Array.from({ length: NODES }, (_, index) => new Machine(site, `mm2-vm-${index + 1}`, bundle, kafka));
    machines.forEach((machine) => machine.putSecrets(secrets));
    const pair = new MachinePair(site, example, flow, bundle, machines);
    site.ends(pair);
    return pair;
  }

  /** @param bundle folder of the one whose scripts run */
  private constructor(private readonly site: Site, private readonly example: string, public readonly flow: Flow, public bundle: string,
    public readonly machines: readonly Machine[]) {}

  public get mirror(): Mirror {
    return Mirror.of(this.flow)[0]!;
  }

  /** Copies the bundle of another step to the machines; scripts that run from now on are its. */
  public async bring(env: Readonly<Record<string, string>>): Promise<void> {
    this.bundle = await bundleOf(this.site, this.example, env);
  }

  /** The script on one machine. Fails: it does not succeed. */
  public async run(index: number, verb: Verb): Promise<string> {
    const { code, text } = await this.machines[index]!.script(this.bundle, verb);
    if (code !== 0) {
      throw new Error(`mm2.sh ${verb} on ${this.machines[index]!.name} ended with ${code}: ${text.trim()}`);
    }
    return text.trim();
  }

  /** The script on all machines, one after the other. */
  public async runOnAll(verb: Verb): Promise<string[]> {
    const said: string[] = [];
    for (const index of this.machines.keys()) {
      said.push(await this.run(index, verb));
    }
    return said;
  }

  public async stopNode(index: number): Promise<void> {
    if (!await this.machines[index]!.stop()) {
      throw new Error(`${this.machines[index]!.name} did not end as its unit calls a success`);
    }
  }

  public async startNode(index: number): Promise<void> {
    this.machines[index]!.start();
    await until(`mm2.sh health on ${this.machines[index]!.name}`, 240, async () => (await this.machines[index]!.script(this.bundle, 'health')).code === 0 ? true : undefined);
  }

  /** Dedicated mode shows its tasks in its log only. */
  public async tasks(): Promise<string> {
    return this.logs().some((text) => text.includes(TASK_FAILED)) ? 'FAILED' : 'RUNNING';
  }

  /** Starts both as they were before there was a bundle: the same properties, under a unit that somebody wrote. */
  public startByHand(): void {
    this.machines.forEach((machine) => {
      machine.put('mm2.properties', readFileSync(join(this.bundle, 'mm2.properties'), 'utf8'));
      machine.start(this.unitByHand());
    });
  }

  public logs(): string[] {
    return this.machines.map((machine) => machine.logSinceStart());
  }

  public log(): string {
    return this.machines.map((machine) => machine.log()).join('\n');
  }

  public stop(): void {
    this.machines.forEach((machine) => machine.end());
  }

  private unitByHand(): string {
    const account = /^ACCOUNT=(.*)$/m.exec(readFileSync(join(this.bundle, 'bundle.conf'), 'utf8'))![1];
    const home = `/etc/kafka-replication/${basename(this.bundle)}`;
    return `[Service]\nUser=${account}\nEnvironment=LOG_DIR=/tmp/logs\nEnvironmentFile=${home}/node.env\nSuccessExitStatus=143\n`
      + `ExecStart=/opt/kafka/bin/connect-mirror-maker.sh ${home}/mm2.properties --clusters ${this.mirror.targetAlias}\n`;
  }
}

/** Synthesizes an example, and gives back the only bundle that it wrote. */
async function bundleOf(site: Site, example: string, env: Readonly<Record<string, string>>): Promise<string> {
  const folder = `${await site.synthesize(example, env)}-bundle`;
  const names = readdirSync(folder);
  if (names.length !== 1) {
    throw new UnusableInput(`examples/${example} wrote ${names.length} bundles, not one`);
  }
  return join(folder, names[0]!);
}
