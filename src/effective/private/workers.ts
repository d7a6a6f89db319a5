import { quantity } from '../../core/kubernetes-quantity';
import { EffectiveWorkers } from '../effective-config-props';
import { MirrorMaker2Spec } from './resource-shape';

/** Share of the memory limit that becomes heap where nobody says how large it is (`KafkaConnectCluster.getEnvVars`, Strimzi 1.2.0). */
const HEAP_PERCENTAGE = 75;

const FACTORS: { readonly [suffix: string]: number } = { '': 1, 'k': 2 ** 10, 'm': 2 ** 20, 'g': 2 ** 30 };

/** The workers of a resource (`JvmOptionUtils.heapOptions`, Strimzi 1.2.0). */
export function workersOf({ replicas, version, jvmOptions, resources }: MirrorMaker2Spec): EffectiveWorkers {
  const limit = quantity(resources?.limits?.memory);
  const memoryLimitBytes = Number.isNaN(limit) ? undefined : limit;
  const percentage = (jvmOptions?.['-XX'] as { MaxRAMPercentage?: unknown } | undefined)?.MaxRAMPercentage ?? HEAP_PERCENTAGE;
  const share = memoryLimitBytes && memoryLimitBytes * Number(percentage) / 100;
  return { count: Number(replicas), kafkaVersion: version, heapBytes: javaSize(jvmOptions?.['-Xmx']) ?? (Number.isNaN(share) ? undefined : share), memoryLimitBytes };
}

/** Bytes of a size as `java -Xmx` takes it. */
export function javaSize(size: unknown): number | undefined {
  const [, digits, suffix] = /^(\d+)([kKmMgG]?)$/.exec(String(size ?? '')) ?? [];
  return digits === undefined ? undefined : Number(digits) * FACTORS[suffix.toLowerCase()];
}
