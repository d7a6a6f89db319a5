import { Site, type StageContext } from '../site.js';
import { rotation } from './rotation.js';
import { linesOfBusiness, singleRights } from './s10-lines-of-business.js';
import { topicList } from './s11-topic-list.js';
import { exactlyOnceSwitch, withoutPreparing } from './s12-exactly-once-switch.js';
import { upgrades } from './s12-upgrade.js';
import { leastPrivilege } from './s13-least-privilege.js';
import { partitionAffinity } from './s15-partition-affinity.js';
import { AT_LEAST_ONCE, crashes, EXACTLY_ONCE } from './s17-crashes.js';
import { restrictedTarget } from './s19-restricted-target.js';
import { oldSource } from './s20-old-source.js';
import { chosenFaults, CI_FAULTS, faults } from './s21-faults.js';
import { healthyRun } from './s21-healthy.js';
import { metrics } from './s21-metrics.js';
import { pictures } from './s21-pictures.js';
import { scaling } from './s21-scaling.js';
import { virtualMachines, virtualMachinesShort } from './s6-virtual-machines.js';
import { pods } from './s7-pods.js';
import { bothDirections } from './s9-both-directions.js';
import { splunkFromMachines } from './splunk-machines.js';
import { splunkForwarding } from './splunk.js';

/** Replications of examples, taken through changes and crashes step by step. */
export interface StageScenario {
  readonly id: string;
  readonly description: string;
  readonly ci: boolean;
  readonly stage: (context: StageContext) => Promise<unknown>;
}

export const STAGES: readonly StageScenario[] = [
  {
    id: 'S6', ci: false, description: 'Event Streams -> Strimzi cluster, two virtual machines: installed, stopped one after the other, upgraded, rolled back',
    stage: (context) => Site.run('S6', context, virtualMachines),
  },
  {
    id: 'S6-short', ci: true, description: 'the beginning of S6: two machines installed, one stopped and started',
    stage: (context) => Site.run('S6-short', context, virtualMachinesShort),
  },
  {
    id: 'S7', ci: false, description: 'Event Streams -> Strimzi cluster, pods without an operator: drained one after the other, a longer list, a worker that hangs',
    stage: (context) => Site.run('S7', context, pods),
  },
  {
    id: 'S9', ci: true, description: 'Event Streams <-> Strimzi cluster, active/active: both accounts side by side, no loop',
    stage: (context) => Site.run('S9', context, bothDirections),
  },
  {
    id: 'S10', ci: false, description: 'three lines of business with exactly the emitted rights: each right taken away, quota, attacks on each other',
    stage: async (context) => {
      await singleRights(context);
      await linesOfBusiness(context);
    },
  },
  { id: 'S10-rights', ci: false, description: 'the first part of S10: each right of MM2 taken away by itself', stage: singleRights },
  { id: 'S10-lines', ci: false, description: 'the second part of S10: three lines side by side, quota, attacks', stage: linesOfBusiness },
  {
    id: 'S11', ci: true, description: 'a list of topics that grows, becomes a pattern, and shrinks, while MM2 runs',
    stage: (context) => Site.run('S11', context, topicList),
  },
  {
    id: 'S12', ci: false, description: 'workers that change under load: exactly-once switched on, Kafka upgraded',
    stage: async (context) => {
      await switched(context);
      await upgrades(context);
    },
  },
  { id: 'S12-switch', ci: false, description: 'the first part of S12: exactly-once switched on in two rollouts, and what comes of leaving out the first', stage: switched },
  {
    id: 'S12-upgrade', ci: false, description: 'the second part of S12: workers from Kafka 3.9 and 4.2 to 4.3.1 under load, one after the other, on Strimzi, in pods and on machines',
    stage: upgrades,
  },
  {
    id: 'S13', ci: true, description: 'applications and MM2 on both clusters with exactly the emitted rights and files',
    stage: (context) => Site.run('S13', context, leastPrivilege),
  },
  {
    id: 'S15', ci: true, description: 'fewer and more partitions at the target; order while a worker crashes and the source is widened (20,000 records)',
    stage: (context) => Site.run('S15', context, (site) => partitionAffinity(site, { count: 20_000, perSecond: 1_000 }), 'kp-writer'),
  },
  {
    id: 'S15-long', ci: false, description: 'as S15, with 100,000 records',
    stage: (context) => Site.run('S15-long', context, (site) => partitionAffinity(site, { count: 100_000, perSecond: 2_000 }), 'kp-writer'),
  },
  {
    id: 'S17', ci: true, description: 'a worker killed under load (--kills NUMBER times, 3 by default), at-least-once beside exactly-once; transactions at the source',
    stage: (context) => Promise.all([Site.run('S17-at-least-once', context, (site) => crashes(site, AT_LEAST_ONCE)),
      Site.run('S17-exactly-once', context, (site) => crashes(site, EXACTLY_ONCE))]),
  },
  {
    id: 'S19', ci: false, description: 'a target where MM2 creates nothing: with the topics that are listed it works, with one missing something stops',
    stage: (context) => Site.run('S19', context, restrictedTarget, 'kp-writer'),
  },
  {
    id: 'S20', ci: false, description: 'a broker of Kafka 2.8 -> Event Streams, by pods of Kafka 4.3.1; older ones are refused, with the remedy',
    stage: (context) => Site.run('S20', context, oldSource),
  },
  {
    id: 'metrics', ci: false, description: 'every metric that exporter rules, recorded metrics and alerts name exists in a real scrape, and every panel has data, under legacy names and those of Kafka 4.3',
    stage: (context) => Site.run('metrics', context, metrics),
  },
  {
    id: 'S21', ci: false, description: 'faults (--faults NUMBER,NAME,…; all by default): what Slack is told, when, and that it ends',
    stage: (context) => Site.run('S21', context, (site) => faults(site, chosenFaults(context.faults))),
  },
  {
    id: 'S21-short', ci: false, description: 'three faults of S21',
    stage: (context) => Site.run('S21-short', context, (site) => faults(site, CI_FAULTS)),
  },
  {
    id: 'S21-healthy', ci: false, description: 'ten minutes under load with nothing wrong: no alert',
    stage: (context) => Site.run('S21-healthy', context, healthyRun),
  },
  { id: 'S21-scaling', ci: false, description: 'a backlog drained by 1, 2 and 4 tasks on 1 and 2 workers', stage: scaling },
  {
    id: 'S21-pictures', ci: false, description: 'the emitted dashboards, drawn from what a real Prometheus answers; no panel may be empty',
    stage: (context) => Site.run('S21-pictures', context, pictures),
  },
  {
    id: 'rotation', ci: false, description: 'passwords replaced at the source and at the target while MM2 runs',
    stage: (context) => Site.run('rotation', context, rotation),
  },
  {
    id: 'splunk', ci: false, description: 'logs through a real collector to Splunk: errors, outages, crashes; of pods, and of machines; needs Go',
    stage: async (context) => {
      await splunkOfPods(context);
      await splunkOfMachines(context);
    },
  },
  { id: 'splunk-pods', ci: false, description: 'the first part of splunk: two lines of business whose pods log to files of their node', stage: splunkOfPods },
  { id: 'splunk-machines', ci: false, description: 'the second part of splunk: two machines that log to their journal', stage: splunkOfMachines },
];

async function switched(context: StageContext): Promise<void> {
  await Promise.all([Site.run('S12', context, exactlyOnceSwitch), Site.run('S12-unprepared', context, withoutPreparing)]);
}

async function splunkOfPods(context: StageContext): Promise<void> {
  return Site.run('splunk-pods', context, splunkForwarding);
}

async function splunkOfMachines(context: StageContext): Promise<void> {
  return Site.run('splunk-machines', context, splunkFromMachines);
}
