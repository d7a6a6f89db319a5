import { readProperties } from '../../core/properties-text';
import { Home, clientSettings } from './client-settings';
import { JMX_REPORTER, STRIMZI_REPORTER, reporterAllowList } from './metrics';
import { MirrorMaker2Spec } from './resource-shape';
import { OPERATOR, Settings, resource } from './settings';
import { asText, workerRule } from './user-configuration';

/** Every client of the worker is told the same; the plain keys are for the worker's own consumer group. */
const CLIENTS = ['', 'producer.', 'consumer.', 'admin.'];

const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const BYTE_CONVERTERS = { 'key.converter': BYTES, 'value.converter': BYTES, 'header.converter': BYTES };

const PROVIDERS = 'strimzienv,strimzifile,strimzidir,strimzisecrets';
const PROVIDER_SETTINGS: Readonly<Record<string, string>> = {
  'config.providers.strimzienv.class': 'org.apache.kafka.common.config.provider.EnvVarConfigProvider',
  'config.providers.strimzienv.param.allowlist.pattern': '.*',
  'config.providers.strimzifile.class': 'org.apache.kafka.common.config.provider.FileConfigProvider',
  'config.providers.strimzidir.class': 'org.apache.kafka.common.config.provider.DirectoryConfigProvider',
  'config.providers.strimzidir.param.allowed.paths': '/opt/kafka',
  'config.providers.strimzisecrets.class': 'io.strimzi.kafka.KubernetesSecretConfigProvider',
};

/** OpenTelemetry's interceptors (`OpenTelemetryTracing`, Strimzi 1.2.0). */
export const INTERCEPTORS: Readonly<Record<string, string>> = {
  'consumer.interceptor.classes': 'io.opentelemetry.instrumentation.kafkaclients.v2_6.TracingConsumerInterceptor',
  'producer.interceptor.classes': 'io.opentelemetry.instrumentation.kafkaclients.v2_6.TracingProducerInterceptor',
};

/**
 * `spec.target.config` as the worker gets it: filtered, with defaults and interceptors
 * (`KafkaMirrorMaker2Configuration` and `KafkaConnectCluster.fromSpec`, Strimzi 1.2.0).
 *
 * @param defaults of the operator
 */
export function userSettings({ target, tracing }: MirrorMaker2Spec, defaults: Readonly<Record<string, string>> = BYTE_CONVERTERS): Settings<string> {
  const settings = new Settings<string>();
  Object.entries(defaults).forEach(([key, value]) => settings.put(key, value, OPERATOR));
  settings.putAll(asText(target.config ?? {}, 'spec.target.config', workerRule));
  if (tracing) {
    Object.entries(INTERCEPTORS).forEach(([key, value]) => settings.put(key, value, resource('spec.tracing')));
  }
  return settings;
}

/**
 * `kafka-connect.properties`, in the order in which the operator writes it; of a key written twice the last one counts
 * (`KafkaConnectCluster.generateConnectConfigMap` and `KafkaConnectConfigurationBuilder`, Strimzi 1.2.0).
 */
export function workerSettings(spec: MirrorMaker2Spec, home: Home, user: Settings<string>): Settings<string> {
  const { target, rack } = spec;
  const worker = new Settings<string>();
  const line = (key: string, value: string, from: string) =>
    readProperties(`${key}=${value}`).forEach(([name, text]) => worker.put(name, text, from));

  line('bootstrap.servers', target.bootstrapServers, resource('spec.target.bootstrapServers'));
  line('group.id', target.groupId, resource('spec.target.groupId'));
  line('config.storage.topic', target.configStorageTopic, resource('spec.target.configStorageTopic'));
  line('offset.storage.topic', target.offsetStorageTopic, resource('spec.target.offsetStorageTopic'));
  line('status.storage.topic', target.statusStorageTopic, resource('spec.target.statusStorageTopic'));
  line('rest.advertised.host.name', '${strimzienv:ADVERTISED_HOSTNAME}', OPERATOR);
  line('rest.advertised.port', '8083', OPERATOR);
  line('plugin.path', '/opt/kafka/plugins', OPERATOR);

  const client = clientSettings(target, 'spec.target', home, 'ca.crt');
  const protocol = client.get('security.protocol')!;
  client.delete('security.protocol');
  client.forEach((key, { value, from }) => CLIENTS.forEach((prefix) => line(prefix + key, value, from)));

  if (rack) {
    line('consumer.client.rack',
      rack.type === 'environment-variable' ? `\${strimzienv:${rack.envVarName}}` : '${strimzidir:/opt/kafka/init:rack.id}', resource('spec.rack'));
  }
  addStrimziReporter(spec, line);
  addProviders(user, line);
  addMetricReporters(spec, user);
  worker.putAll(user);
  // Written last, so that not even `consumer.security.protocol` of the user counts.
  CLIENTS.forEach((prefix) => line(`${prefix}security.protocol`, protocol.value, protocol.from));
  return worker;
}

type Line = (key: string, value: string, from: string) => void;

function addStrimziReporter(spec: MirrorMaker2Spec, line: Line): void {
  const allowList = reporterAllowList(spec);
  if (allowList !== undefined) {
    const from = resource('spec.metricsConfig');
    CLIENTS.forEach((prefix) => {
      line(`${prefix}prometheus.metrics.reporter.listener.enable`, 'true', from);
      line(`${prefix}prometheus.metrics.reporter.listener`, 'http://:9404', from);
      line(`${prefix}prometheus.metrics.reporter.allowlist`, allowList, from);
    });
  }
}

/** The operator's providers come after the user's, whose key then leaves the user's part. */
function addProviders(user: Settings<string>, line: Line): void {
  const own = user.get('config.providers');
  line('config.providers', own ? `${own.value},${PROVIDERS}` : PROVIDERS, own?.from ?? OPERATOR);
  user.delete('config.providers');
  Object.entries(PROVIDER_SETTINGS).forEach(([key, value]) => line(key, value, OPERATOR));
}

/** Adds the reporter of the chosen exporter to the user's lists (`AbstractConfiguration.createOrAddListProperty`, Strimzi 1.2.0). */
function addMetricReporters({ metricsConfig }: MirrorMaker2Spec, user: Settings<string>): void {
  if (metricsConfig) {
    const reporter = metricsConfig.type === 'strimziMetricsReporter' ? STRIMZI_REPORTER : JMX_REPORTER;
    CLIENTS.map((prefix) => `${prefix}metric.reporters`).forEach((key) => {
      const present = user.get(key);
      const names = [...new Set((present?.value ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''))];
      if (!names.includes(reporter)) {
        user.put(key, [...names, reporter].join(','), present?.from ?? resource('spec.metricsConfig'));
      }
    });
  }
}
