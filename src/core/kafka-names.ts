import { Problem } from './problem';

/** Longest topic name. @see org.apache.kafka.common.internals.Topic (kafka-clients 4.3.1) */
export const MAX_TOPIC_LENGTH = 249;

/** Characters of topic names; Kafka allows no others. @see org.apache.kafka.common.internals.Topic (kafka-clients 4.3.1) */
const TOPIC = new RegExp(`^[a-zA-Z0-9._-]{1,${MAX_TOPIC_LENGTH}}$`);

/** Problems of a cluster alias. It becomes part of topic names, and Strimzi's schema bounds it. @see kafkamirrormaker2 v1 schema, Strimzi 1.2.0 */
export function aliasProblems(prop: string, value: string): Problem[] {
  return typeof value === 'string' && /^[a-zA-Z0-9._-]{1,100}$/.test(value) ? [] : [{
    prop,
    problem: 'is not a cluster alias',
    value,
    allowed: '1 to 100 letters, digits, ".", "_" and "-"',
    remedy: 'choose one short alias per cluster and use it everywhere: it becomes part of topic names',
  }];
}

/** Problems of a topic name. */
export function topicNameProblems(prop: string, value: string): Problem[] {
  return typeof value === 'string' && TOPIC.test(value) && value !== '.' && value !== '..' ? [] : [{
    prop,
    problem: 'is not a topic name',
    value,
    allowed: `1 to ${MAX_TOPIC_LENGTH} letters, digits, ".", "_" and "-"`,
    remedy: 'use TopicSelection.matching(…) for a pattern',
  }];
}

/** Problems of a list of bootstrap servers. */
export function bootstrapProblems(prop: string, servers: readonly string[]): Problem[] {
  if (!Array.isArray(servers) || servers.some((server) => typeof server !== 'string')) {
    return [{ prop, problem: 'is not a list of texts', allowed: 'a list of host:port', remedy: 'write [\'host:9093\'], one entry for each server' }];
  }
  if (servers.length === 0) {
    return [{ prop, problem: 'is empty', allowed: 'at least one host:port' }];
  }
  return servers.flatMap((server, i) => {
    const [, host, port] = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)(?::(\d+))?$/.exec(server)?.filter((_, group) => group !== 2) ?? [];
    const at = `${prop}[${i}]`;
    if (host === undefined) {
      return [{ prop: at, problem: 'is not host:port', value: server, allowed: 'a host name or address, ":", a port; no protocol, no list in one string' }];
    }
    if (port === undefined) {
      return [{ prop: at, problem: 'has no port', value: server, allowed: 'host:port', remedy: 'append the port of the listener, such as :9093' }];
    }
    return Number(port) >= 1 && Number(port) <= 65535 ? [] : [{ prop: at, problem: 'has an impossible port', value: server, allowed: 'a port from 1 to 65535' }];
  });
}
