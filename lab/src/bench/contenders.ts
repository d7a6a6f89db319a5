import { flowsOf, UnusableInput, type Flow } from '../effective.js';
import type { Setup } from './bed.js';
import type { Link } from './parts.js';

const EMITTED = 'examples/performance/dist';

/** Who takes part: where its configuration comes from, and how it is run. */
interface Contender {
  readonly id: string;
  readonly label: string;
  /** Folder or file with the resource. */
  readonly yaml: string;
  /** Name of the resource; the tuning for a link has one per round trip. */
  readonly resource: (link: Link) => string;
  readonly kind?: Setup['kind'];
  readonly tasks?: number;
  readonly isSecured?: boolean;
}

const emitted = (name: string, label: string, more: Partial<Contender> = {}): Contender => ({ id: name, label, yaml: EMITTED, resource: () => `mm2-${name}`, ...more });
/** Milliseconds that a request to the target takes. */
const toTarget = ({ far, millis }: Link): number => far === 'target' ? millis : 0;
const latency = (guarantee: string) => (link: Link): string => `mm2-${guarantee}latency-${toTarget(link)}`;

const TUNINGS: readonly Contender[] = [
  emitted('balanced', 'balanced'),
  emitted('throughput', 'throughput'),
  emitted('latency', 'latency', { resource: latency('') }),
  emitted('link', 'forLink', { resource: ({ millis }) => `mm2-link-${millis}` }),
];

export const CONTENDERS: readonly Contender[] = [
  ...TUNINGS,
  ...TUNINGS.map((tuning): Contender => ({ ...tuning, id: `${tuning.id}-loop`, label: `bare loop, ${tuning.label}`, kind: 'loop' })),
  emitted('exactly-once-balanced', 'balanced, exactly-once'),
  emitted('exactly-once-throughput', 'throughput, exactly-once'),
  emitted('exactly-once-latency', 'latency, exactly-once', { resource: latency('exactly-once-') }),
  emitted('balanced', 'balanced', { id: 'balanced-one-task', label: 'balanced, one task', tasks: 1 }),
  emitted('secured', 'balanced, three secured brokers', { isSecured: true }),
  { id: 'example', label: 'operator\'s example', yaml: 'lab/control/s16-example.yaml', resource: () => 's16-example' },
  { id: 'notes', label: 'notes of 2020', yaml: 'lab/control/s16-notes.yaml', resource: () => 's16-notes' },
];

export function labelOf(id: string): string {
  return CONTENDERS.find((contender) => contender.id === id)?.label ?? id;
}

/** The configurations of all contenders, as the command line tool reads them from YAML. */
export class Configurations {
  public static async load(): Promise<Configurations> {
    const files = [...new Set(CONTENDERS.map(({ yaml }) => yaml))];
    return new Configurations((await Promise.all(files.map(flowsOf))).flat());
  }

  private constructor(private readonly flows: readonly Flow[]) {}

  /** Contenders with the same guarantee and JVM share the worker of `balanced`: its compiled code is then as warm for one as for the other. */
  public setup(id: string, link: Link): Setup {
    const contender = CONTENDERS.find((each) => each.id === id);
    if (contender === undefined) {
      throw new Error(`no contender '${id}'`);
    }
    const flow = this.flow(contender.resource(link));
    const connector = flow.connectors.find((each) => each.class.endsWith('.MirrorSourceConnector'))!;
    const worker = contender.isSecured ? flow : inJvmOf(flow, this.flow(isExactlyOnce(flow) ? 'mm2-exactly-once-balanced' : 'mm2-balanced'));
    return { kind: contender.kind ?? 'mm2', connector, tasks: contender.tasks ?? connector.tasksMax ?? 1, worker, isSecured: contender.isSecured ?? false };
  }

  private flow(resource: string): Flow {
    const flow = this.flows.find(({ resource: { metadata } }) => metadata.name === resource);
    if (flow === undefined) {
      throw new UnusableInput(`${EMITTED} has no resource '${resource}': run 'npm run synth' in the project's root first`);
    }
    return flow;
  }
}

/** The worker with the JVM options that another resource asks for, or that Kafka takes where it does not: then a group of its own, with its own memory. */
function inJvmOf({ resource: { spec: { jvmOptions } } }: Flow, worker: Flow): Flow {
  const options = jvmOptions?.['-XX'];
  const own = worker.resource.spec.jvmOptions ?? {};
  if (JSON.stringify(options) === JSON.stringify(own['-XX'])) {
    return worker;
  }
  const names = ['group.id', 'config.storage.topic', 'offset.storage.topic', 'status.storage.topic'];
  return {
    ...worker,
    worker: { ...worker.worker, ...Object.fromEntries(names.map((name) => [name, `other-jvm.${String(worker.worker[name])}`])) },
    resource: { ...worker.resource, spec: { ...worker.resource.spec, jvmOptions: { '-Xmx': own['-Xmx']!, '-XX': options } } },
  };
}

function isExactlyOnce({ worker }: Flow): boolean {
  return worker['exactly.once.source.support'] === 'enabled';
}
