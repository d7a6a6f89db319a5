/** What a unit needs to know. */
export interface UnitOptions {
  /** Name of the unit without `.service`; also what its lines in the journal are called. */
  readonly name: string;
  readonly account: string;
  readonly kafkaHome: string;
  /** Folder of the release in use. */
  readonly current: string;
  /** File with what only this node knows. */
  readonly nodeFile: string;
  /** Aliases of the clusters that it writes to. */
  readonly clusters: readonly string[];
  readonly memoryMebibytes: number;
}

/** What a worker never needs, and what therefore cannot be used against the machine. `systemd-analyze security` says what is left. */
const HARDENING = [
  'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'AmbientCapabilities=', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateTmp=yes', 'PrivateDevices=yes',
  'ProtectClock=yes', 'ProtectHostname=yes', 'ProtectKernelLogs=yes', 'ProtectKernelModules=yes', 'ProtectKernelTunables=yes', 'ProtectControlGroups=yes',
  'ProtectProc=invisible', 'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX', 'RestrictNamespaces=yes', 'RestrictRealtime=yes', 'RestrictSUIDSGID=yes',
  'LockPersonality=yes', 'RemoveIPC=yes', 'KeyringMode=private', 'SystemCallArchitectures=native', 'SystemCallFilter=@system-service', 'UMask=0077',
];

/**
 * The systemd unit of a node. It runs workers only for the clusters that it writes to (`--clusters`), starts again whatever ends it, and gives a stop the time to store
 * source positions.
 *
 * No `MemoryDenyWriteExecute`: the JVM writes the code that it runs.
 *
 * @see systemd.exec(5), systemd.service(5); org.apache.kafka.connect.mirror.MirrorMaker.main (connect-mirror 4.3.1)
 */
export function systemdUnit({ name, account, kafkaHome, current, nodeFile, clusters, memoryMebibytes }: UnitOptions): string {
  return `[Unit]
Description=MirrorMaker 2, replication ${name}
Documentation=file:${current}/README.md
Wants=network-online.target
After=network-online.target
# The brokers may be away for longer than systemd's patience.
StartLimitIntervalSec=0

[Service]
Type=exec
User=${account}
Group=${account}
Environment=LOG_DIR=/tmp/logs
EnvironmentFile=${current}/worker.env
EnvironmentFile=${nodeFile}
ExecStart=${kafkaHome}/bin/connect-mirror-maker.sh ${current}/mm2.properties --clusters ${clusters.join(' ')}
Restart=always
RestartSec=10
# MirrorMaker ends by the signal that stops it.
SuccessExitStatus=143
TimeoutStopSec=90
LimitNOFILE=65536
MemoryMax=${memoryMebibytes}M
StandardOutput=journal
StandardError=journal
SyslogIdentifier=${name}
# When everything is logged at once, every line is wanted.
LogRateLimitIntervalSec=0
${HARDENING.join('\n')}

[Install]
WantedBy=multi-user.target
`;
}
