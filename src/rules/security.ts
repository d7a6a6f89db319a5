import { Severity } from '../core';
import { show } from '../core/problem';
import { eachConnector, eachSource, onWorker, when } from './replication';
import { Rule, Violation } from './rule';
import { Settings } from './settings';

const HOST_CHECK = 'ssl.endpoint.identification.algorithm';

/** Who can read along, or pretend to be a broker. */
export const SECURITY: readonly Rule[] = [
  {
    code: 'no-tls',
    severity: Severity.WARNING,
    title: 'A cluster is reached without TLS: records, and with SASL PLAIN the password, go over the network in the clear (error: a client certificate is set, and never shown).',
    remedy: 'use a TLS listener: `tls: {}` for a public CA, trustedCertificates for an own one',
    source: 'org.apache.kafka.common.security.auth.SecurityProtocol (kafka-clients 4.3.1)',
    check: (subject, all) => [
      ...eachConnector(({ settings, sourceAlias }) => unencrypted(settings, 'source.cluster.security.protocol', `source ${show(sourceAlias)}`))(subject, all),
      ...onWorker((worker) => unencrypted(worker, 'security.protocol', 'the target'))(subject, all),
      ...eachSource(({ settings }) => ['consumer.', 'source.consumer.', 'producer.override.'].map((prefix) => `${prefix}security.protocol`)
        .filter((key) => settings.isSet(key)).flatMap((key) => unencrypted(settings, key, show(key))))(subject, all),
    ],
  },
  {
    code: 'host-name-check-off',
    severity: Severity.WARNING,
    title: 'The host name in the broker\'s certificate is not checked: whoever has any certificate of that CA can pretend to be the broker.',
    remedy: `remove ${HOST_CHECK}; give the broker a certificate for the name by which it is called`,
    source: 'org.apache.kafka.common.config.SslConfigs (kafka-clients 4.3.1)',
    check: (subject, all) => [
      ...onWorker((worker) => unchecked(worker))(subject, all),
      ...eachConnector(({ settings }) => unchecked(settings))(subject, all),
    ],
  },
  {
    code: 'acl-sync-on',
    severity: Severity.WARNING,
    title: 'ACL sync is on (MM2\'s default): it copies read rights of literal topics, never revokes one, and fights with every tool that owns ACLs.',
    remedy: 'set sync.topic.acls.enabled: false in sourceConnector.config and declare ACLs at the target',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.syncTopicAcls, updateTopicAcls (connect-mirror 4.3.1)',
    check: eachSource(({ settings }, { eventStreamsPlan }) => when(eventStreamsPlan === undefined && settings.isOn('sync.topic.acls.enabled'),
      settings.at('sync.topic.acls.enabled'),
      () => settings.isSet('sync.topic.acls.enabled') ? 'sync.topic.acls.enabled is on' : 'sync.topic.acls.enabled is not set, and on by default')),
  },
];

function unencrypted(settings: Settings, key: string, who: string): Violation[] {
  const protocol = (settings.get(key) ?? 'PLAINTEXT').toUpperCase();
  const hasCertificate = protocol === 'PLAINTEXT' && settings.keys(key.replace('security.protocol', 'ssl.keystore.')).length > 0;
  const consequence = hasCertificate ? ': the client certificate is never shown' : protocol.startsWith('SASL') ? ': credentials are not protected' : '';
  return when(['PLAINTEXT', 'SASL_PLAINTEXT'].includes(protocol), settings.at(key, key.replace('security.protocol', 'bootstrap.servers')),
    () => `${who} is reached by ${protocol}${consequence}`, hasCertificate ? { severity: Severity.ERROR } : {});
}

function unchecked(settings: Settings): Violation[] {
  return settings.keys().filter((key) => key.endsWith(HOST_CHECK) && settings.get(key) === '')
    .map((key) => ({ path: settings.at(key), message: `${HOST_CHECK} is empty: host names are not checked` }));
}
