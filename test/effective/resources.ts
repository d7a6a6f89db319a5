/** A KafkaMirrorMaker2 with nothing but what is required, and its parts to change. */
export function minimal(change: (spec: any) => void = () => {}): any {
  const spec = {
    replicas: 1,
    target: {
      alias: 'tgt',
      bootstrapServers: 'tgt:9092',
      groupId: 'mm2',
      configStorageTopic: 'configs',
      offsetStorageTopic: 'offsets',
      statusStorageTopic: 'status',
    },
    mirrors: [{ source: { alias: 'src', bootstrapServers: 'src:9092' }, sourceConnector: {} }],
  };
  change(spec);
  return { apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaMirrorMaker2', metadata: { name: 'one', namespace: 'here' }, spec };
}
