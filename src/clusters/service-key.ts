import { readFileSync } from 'fs';
import { Problem } from '../core/problem';

/**
 * The endpoints of a service key of Event Streams on IBM Cloud.
 *
 * Reads the JSON that `ibmcloud resource service-key` prints, in either spelling (`bootstrap_endpoints` or `kafka_brokers_sasl`, text or list,
 * at the top or below `credentials`), keeps the endpoints, and forgets everything else at once: the API key never enters a construct.
 * Fails at synth: not readable, not JSON, no endpoints.
 *
 * @see ibm-cloud-docs/EventStreams, connecting.md (April 2026)
 * @example
 * const key = EventStreamsServiceKey.fromJson('{"kafka_brokers_sasl": ["broker-0.example.cloud:9093"]}');
 */
export class EventStreamsServiceKey {
  /**
   * Reads a service-key file. It need not and should not be in version control.
   * @param path path of the JSON file, relative to the working directory
   */
  public static fromFile(path: string): EventStreamsServiceKey {
    try {
      return EventStreamsServiceKey.fromJson(readFileSync(path, 'utf8'));
    } catch (error) {
      return new EventStreamsServiceKey([], { problem: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`, value: path });
    }
  }

  /**
   * Reads the text of a service key.
   * @param json the JSON text; never shown in an error
   */
  public static fromJson(json: string): EventStreamsServiceKey {
    try {
      const endpoints = endpointsIn(JSON.parse(json));
      return new EventStreamsServiceKey(endpoints, endpoints.length > 0 ? undefined : {
        problem: 'has no endpoints', allowed: 'a member bootstrap_endpoints or kafka_brokers_sasl', remedy: 'create the service key for Event Streams anew',
      });
    } catch {
      return new EventStreamsServiceKey([], { problem: 'is not JSON', remedy: 'pass what `ibmcloud resource service-key NAME --output json` prints' });
    }
  }

  private constructor(
    /** Bootstrap servers, `host:port` each. */
    public readonly bootstrapServers: string[],
    private readonly problem?: Omit<Problem, 'prop'>,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return this.problem ? [{ prop, ...this.problem }] : [];
  }
}

/** Endpoints under any of the names and shapes IBM has used; `service-key --output json` wraps them in a list with `credentials`. */
function endpointsIn(document: any): string[] {
  const candidates = [document, document?.credentials, document?.[0], document?.[0]?.credentials];
  return candidates
    .flatMap((credentials) => [credentials?.bootstrap_endpoints, credentials?.kafka_brokers_sasl])
    .map((value) => (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [])
      .filter((endpoint): endpoint is string => typeof endpoint === 'string').map((endpoint) => endpoint.trim()).filter(Boolean))
    .find((endpoints) => endpoints.length > 0) ?? [];
}
