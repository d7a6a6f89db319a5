import { LogStream } from '../log-forwarder';
import { FOR_EVER, resourceOf, STORAGE } from './collector-config';

/**
 * Receiver of the lines that a worker's unit has in the journal: of an entry its message, which is one line of MM2.
 * @see receiver/journaldreceiver/README.md, pkg/stanza/operator/{input/journald,helper/input.go} of opentelemetry-collector-contrib 0.160; journalctl(1)
 */
export function journalReceivers({ resourceName, index }: LogStream): { [id: string]: object } {
  return {
    [`journald/${resourceName}`]: {
      directory: '/var/log/journal',
      units: [`${resourceName}.service`],
      // Long lines, too.
      all: true,
      // A line with a control character comes as a list of its bytes.
      convert_message_bytes: true,
      start_at: 'beginning',
      // Else journalctl --follow shows the current boot only (systemd 252): what was not sent before a machine restarts would be lost.
      merge: true,
      storage: STORAGE,
      retry_on_failure: FOR_EVER,
      resource: resourceOf(resourceName, index),
      operators: [
        { type: 'move', from: 'body._HOSTNAME', to: 'resource["host.name"]' },
        { type: 'move', from: 'body.MESSAGE', to: 'body' },
      ],
    },
  };
}
