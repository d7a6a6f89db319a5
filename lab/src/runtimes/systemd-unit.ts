/** What a unit says about how its process is started and ended, by systemd's names. */
export interface SystemdUnit {
  readonly user: string;
  readonly execStart: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly environmentFiles: readonly string[];
  readonly restart: string;
  readonly restartSeconds: number;
  readonly timeoutStopSeconds: number;
  readonly killSignal: 'SIGTERM' | 'SIGKILL';
  /** Beside 0. */
  readonly successExitStatus: readonly number[];
}

/** What the lab interprets: key of `[Service]` → whether it may be given more than once. */
const READ: Readonly<Record<string, boolean>> = {
  User: false, ExecStart: false, Environment: true, EnvironmentFile: true,
  Restart: false, RestartSec: false, TimeoutStopSec: false, KillSignal: false, SuccessExitStatus: false,
};

/** What it does not need to: how the process is watched and logged, and which walls are around it. Some of those are there anyway: a read-only root, no new privileges, its own /tmp. */
const NOT_READ = new RegExp(`^(${[
  'Type', 'Group', 'LimitNOFILE', 'MemoryMax', 'Standard(Output|Error)', 'SyslogIdentifier', 'LogRateLimit\\w+', 'NoNewPrivileges',
  'CapabilityBoundingSet', 'AmbientCapabilities', 'Protect\\w+', 'Private\\w+', 'Restrict\\w+', 'LockPersonality', 'RemoveIPC', 'KeyringMode', 'SystemCall\\w+', 'UMask',
].join('|')})$`);

/** Reads a unit. Fails: a key of `[Service]` that the lab would pass over without a word. @see systemd.service(5), systemd.exec(5), systemd.kill(5) */
export function readUnit(text: string): SystemdUnit {
  const section = /^\[Service\]$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? '';
  const values = new Map<string, string[]>();
  for (const line of section.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    const known = values.get(key) ?? [];
    if (!(key in READ) && !NOT_READ.test(key)) {
      throw new Error(`the lab does not know what '${line}' in a unit does`);
    }
    if (READ[key] === false && known.length > 0) {
      throw new Error(`a unit says ${key} twice`);
    }
    values.set(key, [...known, value]);
  }
  const one = (key: string, fallback: string) => values.get(key)?.[0] ?? fallback;
  return {
    user: one('User', 'root'),
    execStart: one('ExecStart', '').split(/\s+/),
    environment: Object.fromEntries((values.get('Environment') ?? []).map(variable)),
    environmentFiles: values.get('EnvironmentFile') ?? [],
    restart: one('Restart', 'no'),
    restartSeconds: Number(one('RestartSec', '0.1')),
    timeoutStopSeconds: Number(one('TimeoutStopSec', '90')),
    killSignal: one('KillSignal', 'SIGTERM') as SystemdUnit['killSignal'],
    successExitStatus: one('SuccessExitStatus', '').split(/\s+/).filter(Boolean).map(Number),
  };
}

/** Variables of an EnvironmentFile. */
export function readEnvironment(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map(variable));
}

/** `KEY=value`, the value in quotes or not. */
function variable(line: string): [key: string, value: string] {
  const [, key, quoted, plain] = /^(\w+)=(?:"(.*)"|(.*))$/.exec(line) ?? [];
  if (key === undefined) {
    throw new Error(`'${line}' is not KEY=value`);
  }
  return [key, quoted ?? plain ?? ''];
}
