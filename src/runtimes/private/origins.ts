import { joinPath } from '../../core/config-path';

/** Where values of a manifest come from, by JSON path below `spec`. */
export class OriginRecorder {
  private readonly entries: { keys: readonly Key[]; value: unknown; origin: string }[];

  constructor(private readonly prefix: readonly Key[] = ['spec'], parent?: OriginRecorder) {
    this.entries = parent?.entries ?? [];
  }

  /** A recorder for a place further down that writes into the same record. */
  public at(...keys: Key[]): OriginRecorder {
    return new OriginRecorder([...this.prefix, ...keys], this);
  }

  /** Records where a value comes from, and gives it back. */
  public note<T>(key: Key, value: T, origin: string): T {
    if (value !== undefined) {
      this.entries.push({ keys: [...this.prefix, key], value, origin });
    }
    return value;
  }

  /** Forgets everything, before a manifest is rendered anew. */
  public clear(): void {
    this.entries.length = 0;
  }

  /**
   * Path → origin of those values that still stand in the manifest: what a JSON patch changed is nobody's prop any more.
   * @param placeOf where values stand in a manifest of another shape
   */
  public of(manifest: object, placeOf: (keys: readonly Key[]) => readonly Key[] = (keys) => keys): Map<string, string> {
    const placed = this.entries.map(({ keys, value, origin }) => ({ keys: placeOf(keys), value, origin }));
    const unchanged = placed.filter(({ keys, value }) => JSON.stringify(lookUp(manifest, keys)) === JSON.stringify(value));
    return new Map(unchanged.map(({ keys, origin }) => [keys.reduce<string>(joinPath, ''), origin]));
  }
}

/** A step from an object to a value in it. */
export type Key = string | number;

function lookUp(document: any, keys: readonly Key[]): unknown {
  return keys.reduce((node, key) => node?.[key], document);
}
