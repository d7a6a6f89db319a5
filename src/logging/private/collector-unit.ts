import { FEATURE_GATES } from './collector-names';

/** What the unit of a collector needs to know. */
export interface CollectorUnitOptions {
  /** Name of the unit without `.service`. */
  readonly name: string;
  /** Name of the replication's resource. */
  readonly replication: string;
  readonly account: string;
  readonly collector: string;
  readonly config: string;
  readonly tokenFile: string;
}

/**
 * The systemd unit of a collector. It may read the journal, and otherwise what MM2 itself may.
 * @see systemd.exec(5), systemd.service(5)
 */
export function collectorUnit({ name, replication, account, collector, config, tokenFile }: CollectorUnitOptions): string {
  return `[Unit]
Description=Log of ${replication} to Splunk
Wants=network-online.target
After=network-online.target
# The receiver may be away for longer than systemd's patience.
StartLimitIntervalSec=0
AssertPathExists=${tokenFile}

[Service]
Type=exec
User=${account}
Group=${account}
SupplementaryGroups=systemd-journal
StateDirectory=${name}
StateDirectoryMode=0700
ExecStart=${collector} --config=${config} --feature-gates=${FEATURE_GATES}
Restart=always
RestartSec=10
TimeoutStopSec=60
MemoryMax=256M
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
UMask=0077

[Install]
WantedBy=multi-user.target
`;
}
