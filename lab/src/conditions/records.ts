import type { Condition } from '../experiment/condition.js';
import { FAITHFUL, type Observation } from '../experiment/observation.js';
import type { Trial } from '../experiment/trial.js';

async function copied(trial: Trial, done: () => Promise<void>): Promise<Observation> {
  await trial.createTopic(1);
  await trial.start();
  await trial.tasksAre('RUNNING');
  await trial.produce('all', { count: 300, partitions: 1 });
  await done();
  return trial.observe();
}

const copiedAll = async (trial: Trial) => copied(trial, async () => trial.arrived(['all']));

/** Conditions that stem from what Connect does to records on their way. */
export const RECORDS: readonly Condition[] = [
  {
    id: '9:filter',
    family: 'loss',
    title: 'a transformation drops records (here `Filter`, on records with a header `number`)',
    finding: 'transforms-present',
    act: copiedAll,
    damage: {
      act: async (trial) => copied(trial, async () => trial.quiet(10)),
      changes: {
        source: {
          'transforms': 'drop',
          'transforms.drop.type': 'org.apache.kafka.connect.transforms.Filter',
          'transforms.drop.predicate': 'numbered',
          'predicates': 'numbered',
          'predicates.numbered.type': 'org.apache.kafka.connect.transforms.predicates.HasHeaderKey',
          'predicates.numbered.name': 'number',
        },
      },
      expect: { says: 'the records are lost, tasks RUNNING', holds: ({ lost, tasks }) => lost === 300 && tasks === 'RUNNING' },
    },
    remedies: [{ what: 'no `transforms`: a copy is a copy', expect: FAITHFUL }],
    seen: '`source-record-poll-rate` above `source-record-write-rate`',
  },
  {
    id: '9:header',
    family: 'loss',
    title: 'a header converter other than `ByteArrayConverter` rewrites headers (here Connect\'s own default, `SimpleHeaderConverter`)',
    ci: true,
    finding: 'converter-changes-records',
    act: copiedAll,
    damage: {
      changes: { source: { 'header.converter': 'org.apache.kafka.connect.storage.SimpleHeaderConverter' } },
      expect: { says: 'all headers are changed, tasks RUNNING', holds: ({ changed, tasks }) => changed === 300 && tasks === 'RUNNING' },
    },
    remedies: [{ what: '`ByteArrayConverter` for keys, values and headers (what the library sets)', expect: FAITHFUL }],
    seen: 'consumers that read headers; no metric',
  },
];
