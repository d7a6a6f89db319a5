// Writes the scripts that the library emits into a folder, for shellcheck: those of ConfigMaps, and the bundle of a machine.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Size } from 'cdk8s';
import {
  ByteRate, KafkaAccess, KafkaAuthentication, KafkaCluster, KubernetesRuntime, MirrorMaker2Replication, SecretKey, TlsTrust, TopicSelection,
  VirtualMachineRuntime,
} from '../../lib';

const [folder] = process.argv.slice(2);
const chart = new Chart(new App({ outdir: join(folder, 'dist') }), 'scripts');

const cluster = (alias: string) => KafkaCluster.of(alias, {
  bootstrapServers: [`${alias}.example.com:9093`],
  trust: TlsTrust.publicAuthorities(),
  authentication: KafkaAuthentication.scramSha512(`mm2-${alias}`, SecretKey.of(`mm2-${alias}`, 'password')),
});
const [source, target] = [cluster('kp-plant'), cluster('kp-hub')];

const pods = new MirrorMaker2Replication(chart, 'Pods', {
  name: 'pods', source, target, topics: TopicSelection.named('orders'), runtime: new KubernetesRuntime({ image: `images.example.com/mm2@sha256:${'0'.repeat(64)}` }),
});
new KafkaAccess(chart, 'Access', { cluster: target }).grantReplicate(pods, { quota: ByteRate.of(Size.mebibytes(10)) });

const machines = new VirtualMachineRuntime();
new MirrorMaker2Replication(chart, 'Machines', { name: 'machines', source, target, topics: TopicSelection.named('readings'), runtime: machines });

const files = chart.toJson().filter(({ kind }) => kind === 'ConfigMap').flatMap(({ data }) => Object.entries<string>(data));
files.filter(([name]) => name.endsWith('.sh')).forEach(([name, text]) => writeFileSync(join(folder, name), text));
machines.writeBundle(folder);
