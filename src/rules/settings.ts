/** A setting as somebody made it: the full key, the value as text, and where to change it. */
export interface Setting {
  readonly key: string;
  readonly value: string;
  readonly path: string;
}

/**
 * Settings of a worker or a connector as Kafka reads them: all values are text, and what nobody set has Kafka's default.
 */
export class Settings {
  constructor(
    private readonly values: { readonly [key: string]: any },
    private readonly defaults: { readonly [key: string]: string },
    private readonly provenance: { readonly [key: string]: string },
    /** Place that stands for keys nobody set. */
    public readonly home: string,
  ) {}

  /** The keys that somebody set, those below a prefix. */
  public keys(prefix = ''): string[] {
    return Object.keys(this.values).filter((key) => key.startsWith(prefix));
  }

  public isSet(key: string): boolean {
    return Object.prototype.hasOwnProperty.call(this.values, key);
  }

  /** Whether the operator or the library set it, not a person. */
  public isGenerated(key: string): boolean {
    return ['operator', 'library-default'].includes(this.provenance[key]);
  }

  /** The value, else Kafka's default. */
  public get(key: string): string | undefined {
    return this.isSet(key) ? String(this.values[key]).trim() : this.defaults[key];
  }

  /** The value with its blanks: what a plug-in reads that Kafka hands the settings as they are. */
  public asWritten(key: string): string | undefined {
    return this.isSet(key) ? String(this.values[key]) : this.defaults[key];
  }

  /** The setting, if somebody made it. */
  public find(key: string): Setting | undefined {
    return this.isSet(key) ? { key, value: this.get(key)!, path: this.at(key) } : undefined;
  }

  /** The value as a whole number, NaN where it is none: then no comparison with it holds. @param kafkas what Kafka takes where nobody says anything */
  public number(key: string, kafkas?: number): number {
    return toNumber(this.get(key), kafkas);
  }

  public isOn(key: string): boolean {
    return this.get(key)?.toLowerCase() === 'true';
  }

  public isOff(key: string): boolean {
    return this.get(key)?.toLowerCase() === 'false';
  }

  /** Where to change the key: where somebody set it, or one of the others that it follows from. */
  public at(...keys: string[]): string {
    const [path] = keys.flatMap((key) => /^(?:resource|prop):(.+)$/s.exec(this.provenance[key] ?? '')?.slice(1) ?? []);
    return path ?? this.home;
  }
}

/**
 * Settings of one Kafka client, gathered from prefixed keys the way Connect and MM2 do it: later layers win.
 */
export class ClientSettings {
  constructor(
    private readonly layers: readonly { readonly settings: Settings; readonly prefix: string }[],
    private readonly defaultOf: (name: string) => string | undefined,
  ) {}

  /** The setting that wins, if somebody made one. */
  public find(name: string): Setting | undefined {
    return this.layers.map(({ settings, prefix }) => settings.find(prefix + name)).filter((setting) => setting !== undefined).pop();
  }

  /** The value, else what Connect or MM2 gives the client. */
  public get(name: string): string | undefined {
    return this.find(name)?.value ?? this.defaultOf(name);
  }

  /** The value as a whole number, NaN where it is none. @param kafkas what Kafka takes where nobody says anything */
  public number(name: string, kafkas?: number): number {
    return toNumber(this.get(name), kafkas);
  }
}

function toNumber(text: string | undefined, otherwise: number = NaN): number {
  if (text === undefined) return otherwise;
  return isWholeNumber(text) ? Number(text) : NaN;
}

/** Whether Java reads the text as a whole number. @see java.lang.Long.parseLong */
export function isWholeNumber(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}
