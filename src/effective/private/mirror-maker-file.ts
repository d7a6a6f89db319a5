import { readProperties } from '../../core/properties-text';
import { Refusal } from './refusal';
import { Settings, resource } from './settings';

/** A pair of clusters for which each node runs a Connect worker of its own; Kafka calls it a herder. */
export interface Herder {
  readonly source: string;
  readonly target: string;
  /** `<source>-><target>`: the prefix of its keys, without the dot. */
  readonly flow: string;
  /** Whether it copies anything; otherwise it is there for heartbeats only. */
  readonly isEnabled: boolean;
}

/**
 * An `mm2.properties`: the keys as they stand there, and what MirrorMaker reads out of them before it starts.
 *
 * @see org.apache.kafka.connect.mirror.MirrorMaker.main, MirrorMakerConfig (connect-mirror 4.3.1)
 */
export class MirrorMakerFile {
  private readonly values: ReadonlyMap<string, string>;

  constructor(text: string) {
    // Java takes every byte of the file for a character.
    this.values = new Map(readProperties(Buffer.from(text, 'utf8').toString('latin1')));
  }

  public keys(): string[] {
    return [...this.values.keys()];
  }

  public get(key: string): string | undefined {
    return this.values.get(key);
  }

  /** The settings of the keys that are wanted; each comes from the key itself. @param rename the name that a wanted key gets */
  public pick(rename: (key: string) => string | undefined): Settings<string> {
    const settings = new Settings<string>();
    this.values.forEach((value, key) => {
      const name = rename(key);
      if (name !== undefined) settings.put(name, value, resource(key));
    });
    return settings;
  }

  /** What stands below a prefix, without it. */
  public below(prefix: string): Settings<string> {
    return this.pick((key) => key.startsWith(prefix) && key.length > prefix.length ? key.slice(prefix.length) : undefined);
  }

  /** Aliases, each once. Fails: none are given, or an empty one. */
  public get clusters(): string[] {
    const list = this.get('clusters')?.trim();
    if (list === undefined) {
      throw new Refusal('Missing required configuration "clusters" which has no default value.');
    }
    const aliases = list === '' ? [] : list.split(/\s*,\s*/);
    if (aliases.includes('')) {
      throw new Refusal('Configuration \'clusters\' values must not be empty.');
    }
    return [...new Set(aliases)];
  }

  /** Whether the nodes reach each other. Fails: neither true nor false. */
  public get internalRest(): boolean {
    const key = 'dedicated.mode.enable.internal.rest';
    const value = this.get(key)?.trim().toLowerCase() ?? 'false';
    if (value !== 'true' && value !== 'false') {
      throw new Refusal(`Invalid value for configuration ${key}: Expected value to be either true or false`);
    }
    return value === 'true';
  }

  /** All pairs that are enabled or emit heartbeats, in the order of the clusters. Fails: there is none. */
  public get herders(): Herder[] {
    const { clusters } = this;
    const herders = clusters.flatMap((source) => clusters.filter((target) => target !== source).flatMap((target): Herder[] => {
      const flow = `${source}->${target}`;
      const isEnabled = isTrue(this.get(`${flow}.enabled`));
      const heartbeats = this.get(`${flow}.${HEARTBEATS}`) ?? this.get(HEARTBEATS) ?? 'true';
      return isEnabled || isTrue(heartbeats) ? [{ source, target, flow, isEnabled }] : [];
    }));
    if (herders.length === 0) {
      throw new Refusal('No source->target replication flows.');
    }
    return herders;
  }
}

const HEARTBEATS = 'emit.heartbeats.enabled';

/** As `Boolean.parseBoolean` reads it: a blank behind the word makes it false. */
function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}
