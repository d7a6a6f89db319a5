/** A value, and where it comes from: `resource:<path>` or `operator`. */
export interface Setting<V> {
  readonly value: V;
  readonly from: string;
}

/** A value that a later one of the same key replaced. */
export interface Replaced {
  readonly key: string;
  readonly from: string;
  readonly by: string;
}

/** The origin of what the operator adds on its own. */
export const OPERATOR = 'operator';

/** The origin of what stands in a field of the resource. */
export function resource(path: string): string {
  return `resource:${path}`;
}

/** Keys with value and origin, in order of arrival. A later value replaces an earlier one, and the replacement is remembered. */
export class Settings<V> {
  public readonly replaced: Replaced[] = [];
  private readonly settings = new Map<string, Setting<V>>();

  public put(key: string, value: V, from: string): this {
    const before = this.settings.get(key);
    if (before && before.from !== from) {
      this.replaced.push({ key, from: before.from, by: from });
    }
    this.settings.set(key, { value, from });
    return this;
  }

  public putAll(other: Settings<V>, prefix: string = ''): this {
    other.forEach((key, { value, from }) => this.put(prefix + key, value, from));
    return this;
  }

  public get(key: string): Setting<V> | undefined {
    return this.settings.get(key);
  }

  public delete(key: string): void {
    this.settings.delete(key);
  }

  public forEach(visit: (key: string, setting: Setting<V>) => void): void {
    this.settings.forEach((setting, key) => visit(key, setting));
  }

  public values(): Record<string, V> {
    return Object.fromEntries([...this.settings].map(([key, { value }]) => [key, value]));
  }

  public provenance(): Record<string, string> {
    return Object.fromEntries([...this.settings].map(([key, { from }]) => [key, from]));
  }
}
