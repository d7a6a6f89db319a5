import type { Manifest } from './emitted-monitoring.js';
import { snakeCase } from './scrape-config.js';

/** Reference to the key of a Secret. */
export interface SecretReference {
  readonly name: string;
  readonly key: string;
}

interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly matchType: string;
}

interface Route {
  readonly receiver: string;
  readonly matchers?: readonly Matcher[];
  readonly routes?: readonly Route[];
}

/**
 * Alertmanager's file, as the operator makes it of AlertmanagerConfigs: each speaks of the alerts of its own namespace only.
 *
 * @param webhook what a Secret holds
 * @see ConfigBuilder.AddAlertmanagerConfigs, namespaceEnforcer (prometheus-operator 0.93.0, pkg/alertmanager/amcfg.go)
 */
export function alertmanagerFile(configs: readonly Manifest[], webhook: (secret: SecretReference) => string): object {
  return {
    route: { receiver: 'null', routes: configs.map((config) => ({ ...routeOf(config, config.spec.route, [ownNamespace(config)]), continue: true })) },
    receivers: [{ name: 'null' }, ...configs.flatMap((config) => config.spec.receivers.map((receiver: { name: string; slackConfigs: Record<string, unknown>[] }) => ({
      name: receiverName(config, receiver.name),
      slack_configs: receiver.slackConfigs.map(({ apiURL, ...slack }) => ({ ...snakeCase(slack), api_url: webhook(apiURL as SecretReference) })),
    })))],
    inhibit_rules: configs.flatMap((config) => config.spec.inhibitRules.map((rule: { sourceMatch: Matcher[]; targetMatch: Matcher[]; equal: string[] }) => ({
      source_matchers: [...rule.sourceMatch.map(matcherText), ownNamespace(config)],
      target_matchers: [...rule.targetMatch.map(matcherText), ownNamespace(config)],
      equal: rule.equal,
    }))),
  };
}

function routeOf(config: Manifest, { receiver, matchers = [], routes = [], ...rest }: Route, more: readonly string[] = []): object {
  return {
    ...snakeCase(rest),
    receiver: receiverName(config, receiver),
    matchers: [...matchers.map(matcherText), ...more],
    routes: routes.map((route) => routeOf(config, route)),
  };
}

function receiverName({ metadata }: Manifest, name: string): string {
  return `${metadata.namespace}/${metadata.name}/${name}`;
}

function ownNamespace({ metadata }: Manifest): string {
  return `namespace=${JSON.stringify(metadata.namespace)}`;
}

function matcherText({ name, value, matchType }: Matcher): string {
  return `${name}${matchType}${JSON.stringify(value)}`;
}
