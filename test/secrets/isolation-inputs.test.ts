import { readFileSync } from 'fs';
import { resolve } from 'path';
import {
  AccessFilesOptions, AccessProvisioning, ClientPropertiesOptions, ConsumeOptions, GroupSelection, KafkaAccess, KafkaAccessProps, KafkaAuthentication,
  LobIsolatedFlowProps, ProduceOptions, SecretKey, StrimziUsersOptions, TopicSelection,
} from '../../src';
import { line } from '../isolation/lines';
import { cloud, onPrem } from '../support/clusters';
import { leaks, SHAPED } from './canaries';
import { Channel, outputs } from './outputs';

const user = KafkaAuthentication.scramSha512('app', SecretKey.of('app', 'password'));
const topics = TopicSelection.named('orders');
const groups = GroupSelection.named('app');

function ofLine(props: (secret: string) => Partial<LobIsolatedFlowProps>): Channel {
  return (chart, secret) => line(chart, 'retail', props(secret));
}
function consume(options: (secret: string) => Partial<ConsumeOptions>, props: (secret: string) => Partial<KafkaAccessProps> = () => ({})): Channel {
  return (chart, secret) => new KafkaAccess(chart, 'Access', { cluster: onPrem, ...props(secret) }).grantConsume(user, { topics, groups, ...options(secret) });
}
function produce(options: (secret: string) => Partial<ProduceOptions>): Channel {
  return (chart, secret) => new KafkaAccess(chart, 'Access', { cluster: onPrem }).grantProduce(user, { topics, ...options(secret) });
}
function strimziUsers(options: (secret: string) => Partial<StrimziUsersOptions>): Channel {
  return consume(() => ({}), (secret) => ({ provisioning: AccessProvisioning.strimziUsers({ cluster: 'kp-local', namespace: 'kp-kafka', ...options(secret) }) }));
}
function files(options: (secret: string) => AccessFilesOptions): Channel {
  return consume(() => ({}), (secret) => ({ provisioning: AccessProvisioning.script(options(secret)) }));
}
function client(options: (secret: string) => ClientPropertiesOptions): Channel {
  return (chart, secret) => new KafkaAccess(chart, 'Access', { cluster: cloud }).addClientProperties(user, { topics, ...options(secret) });
}
function credentials(principals: (secret: string) => { sourcePrincipal?: string; targetPrincipal?: string }): Channel {
  return ofLine((secret) => ({ credentials: { source: user, target: KafkaAuthentication.apiKey(SecretKey.of('key', 'password')), ...principals(secret) } }));
}

/** Every text that lines of business and access take, with a secret in it. */
const TEXTS: { readonly [input: string]: Channel } = {
  'LobIsolatedFlowProps.lineOfBusiness': ofLine((secret) => ({ lineOfBusiness: secret })),
  'LobIsolatedFlowProps.namespace': ofLine((secret) => ({ namespace: secret })),
  'LobIsolatedFlowProps.sourceAlias': ofLine((secret) => ({ sourceAlias: secret })),
  'LobIsolatedFlowProps.targetAlias': ofLine((secret) => ({ targetAlias: secret })),
  'LobCredentials.sourcePrincipal': credentials((secret) => ({ sourcePrincipal: `User:${secret}` })),
  'LobCredentials.targetPrincipal': credentials((secret) => ({ targetPrincipal: `User:${secret}` })),
  'LobTeam.group': ofLine((secret) => ({ team: { group: secret } })),
  'LobNetworkOptions.kubernetesApiCidrs': ofLine((secret) => ({ network: { kubernetesApiCidrs: [secret] } })),
  'LobNetworkOptions.sourceCidrs': ofLine((secret) => ({ network: { sourceCidrs: [secret] } })),
  'LobNetworkOptions.targetCidrs': ofLine((secret) => ({ network: { targetCidrs: [secret] } })),
  'LobNetworkOptions.tokenEndpointCidrs': ofLine((secret) => ({ network: { tokenEndpointCidrs: [secret] } })),
  'PodPeer.namespace': ofLine((secret) => ({ network: { metricsScraper: { namespace: secret } } })),
  'PodPeer.podLabels': ofLine((secret) => ({ network: { nameServers: { podLabels: { app: secret } } } })),
  'KafkaAccessProps.labels': consume(() => ({}), (secret) => ({ labels: { team: secret } })),
  'StrimziUsersOptions.cluster': strimziUsers((secret) => ({ cluster: secret })),
  'StrimziUsersOptions.namespace': strimziUsers((secret) => ({ namespace: secret })),
  'AccessFilesOptions.namespace': files((secret) => ({ namespace: secret })),
  'GrantOptions.principal': produce((secret) => ({ principal: `User:${secret}` })),
  'ConsumeOptions.copiesFrom': consume((secret) => ({ copiesFrom: [secret] })),
  'ProduceOptions.transactionalIds': produce((secret) => ({ transactionalIds: [secret] })),
  'ClientPropertiesOptions.copiesFrom': client((secret) => ({ copiesFrom: [secret] })),
  'ClientPropertiesOptions.mountPath': client((secret) => ({ mountPath: `/mnt/${secret}` })),
  'ClientPropertiesOptions.name': client((secret) => ({ name: secret })),
  'ClientPropertiesOptions.namespace': client((secret) => ({ namespace: secret })),
};

test('every text that lines of business and access take is tried', () => {
  const { types } = JSON.parse(readFileSync(resolve(__dirname, '../../.jsii'), 'utf8'));
  const isText = ({ primitive, collection }: any) => primitive === 'string' || collection?.elementtype.primitive === 'string';
  const texts = Object.values<any>(types).filter(({ datatype, locationInModule }) => datatype && locationInModule.filename.startsWith('src/isolation/'))
    .flatMap(({ name, properties = [] }) => properties.filter(({ type }: any) => isText(type)).map((prop: any) => `${name}.${prop.name}`));
  expect(Object.keys(TEXTS).sort()).toEqual(texts.sort());
});

describe('a synth never shows', () => {
  test.each(Object.entries(TEXTS).flatMap(([input, channel]) => SHAPED.map((canary) => ({ name: canary.name, input, channel, canary }))))('$name in $input', ({ channel, canary }) => {
    expect(leaks(canary, outputs(channel, canary.secret))).toEqual([]);
  });
});
