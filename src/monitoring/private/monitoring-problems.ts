import { Duration } from 'cdk8s';
import { millisecondsOf } from '../../core/durations';
import { dnsLabelProblems, dnsNameProblems, labelProblems } from '../../core/kubernetes-names';
import { entryOf, Problem } from '../../core/problem';
import { MirrorMaker2Replication } from '../../replication';
import { AdditionalAlert, AlertSeverity } from '../additional-alert';
import { ALERTS } from '../alerts/alerts';
import { FASTEST_BURN } from '../alerts/objective';
import { thresholdProblems } from '../alerts/thresholds';
import { Objective } from '../catalogue/scope';
import { ReplicationMonitoringProps } from '../replication-monitoring-props';
import { slackProblems } from '../slack-options';
import { alertLabelProblems, lineOfBusinessProblems } from './label-problems';

/** Another monitoring of the same App. */
interface Watcher {
  readonly node: { readonly path: string };
  readonly _replications: readonly MirrorMaker2Replication[];
}

/** What is wrong with the props of a monitoring. */
export function monitoringProblems(props: ReplicationMonitoringProps, objective: Objective, others: readonly Watcher[]): Problem[] {
  return [
    ...replicationProblems(props, others),
    ...objectiveProblems(props, objective),
    ...thresholdProblems('thresholds', props.thresholds ?? {}, objective.seconds),
    ...additionalProblems(props.additionalAlerts ?? []),
    ...alertLabelProblems('alertLabels', props.alertLabels),
    ...lineProblems(props),
    ...(props.slack === undefined ? [] : slackProblems('slack', props.slack)),
    ...(props.runbookUrl === undefined || /^https?:\/\/[^\s#{}"]+$/.test(props.runbookUrl) ? [] : [{
      prop: 'runbookUrl', problem: 'is not the address of a page', value: props.runbookUrl, allowed: 'http:// or https://, without "#"',
    }]),
    ...durationProblems('scrapeInterval', props.scrapeInterval, 5, 60, '5 seconds to 1 minute'),
    ...labelProblems('labels', props.labels),
    ...(props.name === undefined ? [] : dnsNameProblems('name', props.name)),
    ...(props.namespace === undefined ? [] : dnsLabelProblems('namespace', props.namespace)),
  ];
}

function replicationProblems({ replications, namespace, userWorkloadMonitoring }: ReplicationMonitoringProps, others: readonly Watcher[]): Problem[] {
  return [
    ...(replications.length > 0 ? [] : [{ prop: 'replications', problem: 'is empty', allowed: 'at least one replication' }]),
    ...replications.flatMap((replication, i): Problem[] => {
      const prop = `replications[${i}]`;
      const other = others.find(({ _replications }) => _replications.includes(replication));
      const own = replication.binding.namespace;
      return [
        ...(replications.indexOf(replication) === i ? [] : [{ prop, problem: 'is listed twice', value: replication.node.path, remedy: 'list it once: alerts of one name would clash' }]),
        ...(other === undefined ? [] : [{
          prop, problem: `is watched by ${other.node.path} too`, value: replication.node.path, allowed: 'one monitoring for each replication', remedy: 'take it out of one: alerts of one name would clash',
        }]),
        ...(userWorkloadMonitoring && namespace !== undefined && namespace !== own ? [{
          prop, problem: `runs in ${own === undefined ? 'no known namespace' : `namespace ${own}`}, the monitors would be in ${namespace}`, value: replication.node.path,
          allowed: 'the namespace of the replication: monitoring of user workloads ignores namespaceSelector',
          remedy: 'leave namespace out',
        }] : []),
      ];
    }),
  ];
}

function objectiveProblems({ lagObjective, objectivePercent }: ReplicationMonitoringProps, { target }: Objective): Problem[] {
  const allowed = '95 to 99.99';
  return [
    ...durationProblems('lagObjective', lagObjective, 1, 86_400, '1 second to 1 day'),
    ...(target >= 0.95 && target <= 0.9999 && FASTEST_BURN * (1 - target) < 1 ? [] : [{
      prop: 'objectivePercent', problem: 'is out of range', value: Number.isFinite(objectivePercent) ? objectivePercent : String(objectivePercent), allowed,
    }]),
    ...(objectivePercent === undefined || lagObjective !== undefined ? [] : [{
      prop: 'objectivePercent', problem: 'has no lag that it is the percentage of', value: objectivePercent, remedy: 'set lagObjective too',
    }]),
  ];
}

function additionalProblems(alerts: readonly AdditionalAlert[]): Problem[] {
  const taken = ALERTS.map(({ name }) => name);
  return alerts.flatMap(({ name, expression, severity, summary, holdsFor }, i): Problem[] => {
    const prop = `additionalAlerts[${i}]`;
    const first = alerts.findIndex((alert) => alert.name === name);
    return [
      ...(/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? [] : [{ prop: `${prop}.name`, problem: 'is not a name of an alert', value: name, allowed: 'letters, digits and "_"' }]),
      ...(taken.includes(name) ? [{ prop: `${prop}.name`, problem: 'is the name of an alert of the library', value: name, remedy: 'choose another name' }] : []),
      ...(first === i ? [] : [{ prop: `${prop}.name`, problem: `clashes with additionalAlerts[${first}]`, value: name, remedy: 'choose another name' }]),
      ...([[`${prop}.expression`, expression], [`${prop}.summary`, summary]] as const).filter(([, text]) => typeof text !== 'string' || text.trim() === '')
        .map(([at]): Problem => ({ prop: at, problem: 'is empty' })),
      ...(Object.values(AlertSeverity).includes(severity) ? [] : [{ prop: `${prop}.severity`, problem: 'is not a severity', value: severity, allowed: Object.values(AlertSeverity).join(', ') }]),
      ...durationProblems(`${prop}.holdsFor`, holdsFor, 0, 86_400, '0 to 1 day'),
    ];
  });
}

function lineProblems({ replications, linesOfBusiness, slack }: ReplicationMonitoringProps): Problem[] {
  const names = replications.map(({ model }) => model.name);
  const lines = Object.values(linesOfBusiness ?? {});
  return [
    ...Object.entries(linesOfBusiness ?? {}).flatMap(([name, line]) => [
      ...(names.includes(name) ? [] : [{ prop: entryOf('linesOfBusiness', name), problem: 'is not a replication that is watched here', allowed: names.join(', ') }]),
      ...lineOfBusinessProblems(entryOf('linesOfBusiness', name), line),
    ]),
    ...Object.keys(slack?.linesOfBusiness ?? {}).filter((line) => !lines.includes(line)).map((line): Problem => ({
      prop: entryOf('slack.linesOfBusiness', line), problem: 'is the line of no replication', remedy: 'name the replications of the line in linesOfBusiness',
    })),
  ];
}

function durationProblems(prop: string, value: Duration | undefined, min: number, max: number, allowed: string): Problem[] {
  const seconds = value === undefined ? min : millisecondsOf(value) / 1000;
  return seconds >= min && seconds <= max && Number.isInteger(seconds) ? [] : [{ prop, problem: 'is out of range', value: value?.toHumanString(), allowed: `whole seconds, ${allowed}` }];
}
