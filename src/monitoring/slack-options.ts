import { entryOf, Problem } from '../core/problem';
import { SecretKey } from '../core/secret-key';
import { lineOfBusinessProblems } from './private/label-problems';

/** Where the alerts of a line of business go. */
export interface SlackRoute {
  /** Channel, such as `#kafka-replication-retail`. */
  readonly channel: string;
  /**
   * Channel of critical alerts.
   * @default - `channel`
   */
  readonly criticalChannel?: string;
  /**
   * Where the address of the incoming webhook is. The Secret has to be in the namespace of the AlertmanagerConfig.
   * @default - the webhook of all
   */
  readonly webhook?: SecretKey;
}

/** Slack as the place where alerts are told. */
export interface SlackOptions {
  /** Channel, such as `#kafka-replication`. */
  readonly channel: string;
  /** Where the address of the incoming webhook is; it is a secret. The Secret has to be in the namespace of the AlertmanagerConfig. */
  readonly webhook: SecretKey;
  /**
   * Channel of critical alerts.
   * @default - `channel`
   */
  readonly criticalChannel?: string;
  /**
   * Lines of business with a place of their own: line → where its alerts go. Replications get their line by `linesOfBusiness` of the monitoring.
   * @default - all alerts go to `channel`
   */
  readonly linesOfBusiness?: { [line: string]: SlackRoute };
}

/** Problems of the Slack options. @internal */
export function slackProblems(prop: string, slack: SlackOptions): Problem[] {
  return [
    ...channelProblems(`${prop}.channel`, slack.channel, true),
    ...channelProblems(`${prop}.criticalChannel`, slack.criticalChannel, false),
    ...webhookProblems(`${prop}.webhook`, slack.webhook, true),
    ...Object.entries(slack.linesOfBusiness ?? {}).flatMap(([line, route]) => {
      const at = entryOf(`${prop}.linesOfBusiness`, line);
      return [
        ...lineOfBusinessProblems(at, line),
        ...channelProblems(`${at}.channel`, route.channel, true),
        ...channelProblems(`${at}.criticalChannel`, route.criticalChannel, false),
        ...webhookProblems(`${at}.webhook`, route.webhook, false),
      ];
    }),
  ];
}

function channelProblems(prop: string, channel: string | undefined, required: boolean): Problem[] {
  if (channel === undefined) {
    return required ? [{ prop, problem: 'is missing', allowed: 'a channel such as "#kafka-replication"' }] : [];
  }
  return /^[#@]?[\p{L}\p{N}._-]{1,80}$/u.test(channel) ? [] : [{
    prop, problem: 'is not a channel', value: channel, allowed: '"#" and at most 80 letters, digits, "-", "_"',
  }];
}

function webhookProblems(prop: string, webhook: SecretKey | undefined, required: boolean): Problem[] {
  if (webhook === undefined) {
    return required ? [{ prop, problem: 'is missing', allowed: 'a SecretKey', remedy: 'put the webhook\'s address into a Secret and name it: SecretKey.of(\'slack\', \'webhook\')' }] : [];
  }
  // The value is not shown: somebody may have put the address itself here.
  return webhook instanceof SecretKey ? webhook._problems(prop) : [{ prop, problem: 'is not a SecretKey', remedy: 'put the webhook\'s address into a Secret and name it: SecretKey.of(\'slack\', \'webhook\')' }];
}
