import { KnownCopy } from '../rules/known';

/** Settings of a topic that somebody creates. */
export interface TopicSettings {
  readonly config: { readonly [key: string]: string };
  /** Keys of `config` whose values are ours, since those of the source are not known. */
  readonly assumed: readonly string[];
}

/**
 * Settings that make a topic safe and that MM2 never carries over, and what they are where nobody knows better.
 *
 * @see DefaultConfigPropertyFilter.CONFIG_PROPERTIES_EXCLUDE_DEFAULT (connect-mirror 4.3.1)
 */
const SAFE: { readonly [key in 'min.insync.replicas' | 'unclean.leader.election.enable']: (replicationFactor: number) => string | undefined } = {
  // Where the broker decides on replicas, it decides on how many of them have to be in sync, too.
  'min.insync.replicas': (replicationFactor) => replicationFactor === -1 ? undefined : replicationFactor >= 3 ? '2' : '1',
  'unclean.leader.election.enable': () => 'false',
};

/** These settings, and those that make the topic safe. @param copy what is known of the topic, where it is the copy of one */
export function safeSettings(config: TopicSettings['config'], replicationFactor: number, copy?: KnownCopy): TopicSettings {
  const safe = (Object.keys(SAFE) as (keyof typeof SAFE)[]).flatMap((key) => {
    const known = copy?.atSource(key);
    const value = known ?? SAFE[key](replicationFactor);
    return value === undefined ? [] : [{ key, value, isAssumed: copy !== undefined && known === undefined }];
  });
  return {
    config: { ...config, ...Object.fromEntries(safe.map(({ key, value }) => [key, value])) },
    assumed: safe.filter(({ isAssumed }) => isAssumed).map(({ key }) => key),
  };
}
