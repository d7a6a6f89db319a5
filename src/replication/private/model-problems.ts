import { Duration } from 'cdk8s';
import { millisecondsOf } from '../../core/durations';
import { topicNameProblems } from '../../core/kafka-names';
import { LONGEST_OUTAGE } from '../../core/longest-outage';
import { entryOf, Problem, wholeNumberProblems } from '../../core/problem';
import { holdsSecret } from '../../core/secret-text';
import { ReplicationFlow, ReplicationModel } from '../../model';
import { CODES } from '../../rules/rules';

/** What is wrong with the props of a replication, clusters aside. */
export function modelProblems(model: ReplicationModel): Problem[] {
  return [
    // A name that is derived is as good as the aliases, which are checked by themselves.
    ...(model.given.includes('name') ? nameProblems(model) : []),
    ...model.flows.flatMap(flowProblems),
    ...model.naming._problems('naming'),
    ...model.delivery._problems('delivery'),
    ...model.tuning._problems('tuning'),
    ...durationProblems('refreshInterval', model.refreshInterval, 1, 86_400, '1 second to 1 day'),
    ...durationProblems('rebalanceDelay', model.rebalanceDelay, 0, 300, '0 to 5 minutes'),
    ...durationProblems('longestOutage', model.longestOutage, LONGEST_OUTAGE.min, LONGEST_OUTAGE.max, LONGEST_OUTAGE.allowed),
    ...wholeNumberProblems('workers', model.workers, 1, 50),
    ...(model.replicationFactor === -1 ? [] : wholeNumberProblems('replicationFactor', model.replicationFactor, 1, 32767, 'use -1 for the target\'s own default')),
    ...rawProblems('workerConfig', model.workerConfig),
    ...Object.entries(model.acknowledged).flatMap(([code, reason]) => acknowledgementProblems(entryOf('acknowledge', code), code, reason)),
  ];
}

function acknowledgementProblems(prop: string, code: string, reason: string): Problem[] {
  return [
    ...(CODES.includes(code) ? [] : [{ prop, problem: 'is not the code of a finding', remedy: 'take the code that the finding was printed with; docs/findings.md lists all' }]),
    ...(reason.trim() !== '' ? [] : [{ prop, problem: 'has no reason', remedy: 'say why the finding is acceptable: the next reader will ask' }]),
  ];
}

/** The longest topic that carries the name decides whether Kafka takes it. */
function nameProblems({ name, storage }: ReplicationModel): Problem[] {
  const problems = name === '' ? topicNameProblems('name', name) : topicNameProblems('name', storage.offsetTopic);
  return problems.map((problem) => ({ ...problem, value: name, problem: 'is not a name', allowed: 'letters, digits, ".", "_" and "-"', remedy: undefined }));
}

function flowProblems(flow: ReplicationFlow): Problem[] {
  const at = flow.declaredAt;
  return [
    ...flow.topics._problems(`${at}topics`),
    ...flow.groups?._problems(`${at}groups`) ?? [],
    ...wholeNumberProblems(`${at}tasksMax`, flow.tasksMax, 1, 1000),
    ...heartbeatProblems(flow),
    ...rawProblems(`${at}sourceConnectorConfig`, flow.sourceConnectorConfig),
    ...rawProblems(`${at}checkpointConnectorConfig`, flow.checkpointConnectorConfig),
    ...(flow.groups || Object.keys(flow.checkpointConnectorConfig).length === 0 ? [] : [{
      prop: `${at}checkpointConnectorConfig`, problem: 'has no connector to go to', remedy: 'set groups: without them there is no checkpoint connector',
    }]),
  ];
}

function heartbeatProblems({ heartbeatInterval, sourceConnectorConfig, declaredAt }: ReplicationFlow): Problem[] {
  const prop = `${declaredAt}heartbeatInterval`;
  return heartbeatInterval === undefined ? [] : [
    ...durationProblems(prop, heartbeatInterval, 1, 86_400, '1 second to 1 day'),
    ...(sourceConnectorConfig['heartbeats.replication.enabled'] !== 'false' ? [] : [{
      prop, problem: 'makes heartbeats that are not copied', remedy: 'leave it out, or heartbeats.replication.enabled=false in sourceConnectorConfig',
    }]),
  ];
}

/** Raw settings may say anything but a secret: what they say is judged by the rules. */
function rawProblems(prop: string, settings: { readonly [key: string]: string }): Problem[] {
  return Object.entries(settings)
    .filter(([key, value]) => holdsSecret(key, String(value)))
    .map(([key]) => ({
      prop: entryOf(prop, key), problem: 'holds a literal secret', remedy: 'use the authentication of the cluster, or a config provider placeholder such as ${strimzienv:NAME}',
    }));
}

function durationProblems(prop: string, value: Duration, min: number, max: number, allowed: string): Problem[] {
  const seconds = millisecondsOf(value) / 1000;
  return seconds >= min && seconds <= max && Number.isInteger(seconds) ? [] : [{ prop, problem: 'is out of range', value: value.toHumanString(), allowed: `whole seconds, ${allowed}` }];
}
