import { TlsTrust } from '../../clusters';
import { SecretKey } from '../../core';
import { dnsLabelProblems, labelProblems } from '../../core/kubernetes-names';
import { entryOf, Problem } from '../../core/problem';
import { MirrorMaker2Replication } from '../../replication';
import { SplunkForwardingProps } from '../splunk-forwarding-props';
import { SplunkHecOptions } from '../splunk-hec-options';

/** Path of another forwarding that has the replication already. */
type OtherOf = (replication: MirrorMaker2Replication) => string | undefined;

/** What is wrong with the props of a forwarding. */
export function forwardingProblems(props: SplunkForwardingProps, otherOf: OtherOf): Problem[] {
  return [
    ...replicationProblems(props, otherOf),
    ...hecProblems('splunk', props.splunk),
    ...indexProblems('index', props.index),
    ...lineProblems(props),
    ...(props.runbookUrl === undefined || /^https?:\/\/[^\s#{}"]+$/.test(props.runbookUrl) ? [] : [{
      prop: 'runbookUrl', problem: 'is not the address of a page', value: props.runbookUrl, allowed: 'http:// or https://, without "#"',
    }]),
    ...(props.name === undefined ? [] : dnsLabelProblems('name', props.name, 46)),
    ...labelProblems('labels', props.labels),
  ];
}

function replicationProblems({ replications }: SplunkForwardingProps, otherOf: OtherOf): Problem[] {
  return [
    ...(replications.length > 0 ? [] : [{ prop: 'replications', problem: 'is empty', allowed: 'at least one replication' }]),
    ...replications.flatMap((replication, i): Problem[] => {
      const prop = `replications[${i}]`;
      const other = otherOf(replication);
      return [
        ...(replications.indexOf(replication) === i ? [] : [{ prop, problem: 'is listed twice', value: replication.node.path, remedy: 'list it once' }]),
        ...(other === undefined ? [] : [{
          prop, problem: `is forwarded by ${other} too`, value: replication.node.path, allowed: 'one forwarding for each replication', remedy: 'take it out of one: every line would be there twice',
        }]),
      ];
    }),
  ];
}

function hecProblems(prop: string, { url, token, trust, acknowledgePlainHttp }: SplunkHecOptions): Problem[] {
  const [, scheme] = /^(https?):\/\/(?:[a-zA-Z0-9][a-zA-Z0-9.-]*|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?$/.exec(String(url)) ?? [];
  return [
    ...(scheme === undefined ? [{ prop: `${prop}.url`, problem: 'is not the address of an HTTP Event Collector', value: url, allowed: 'https://<host>:<port>, nothing in front of or behind it', remedy: 'forwarders add the path' }] : []),
    ...(scheme === 'http' && !acknowledgePlainHttp?.trim() ? [{
      prop: `${prop}.url`, problem: 'shows token and log to everybody on the way', value: url, allowed: 'https', remedy: 'serve TLS, or say in acknowledgePlainHttp why nobody listens there',
    }] : []),
    ...(scheme === 'https' && acknowledgePlainHttp !== undefined ? [{ prop: `${prop}.acknowledgePlainHttp`, problem: 'has nothing to acknowledge', remedy: 'leave it out' }] : []),
    ...(token instanceof SecretKey ? token._problems(`${prop}.token`) : [{
      prop: `${prop}.token`, problem: 'is not a reference to a Secret', allowed: 'SecretKey.of(secretName, key)', remedy: 'put the token into a Secret; if this was the token, Splunk should get a new one',
    }]),
    ...trustProblems(`${prop}.trust`, trust),
  ];
}

function trustProblems(prop: string, trust: TlsTrust | undefined): Problem[] {
  return [
    ...(trust?._problems(prop) ?? []),
    ...(/[*?]/.test(trust?.certificate ?? '') ? [{ prop: `${prop}.certificate`, problem: 'is a glob', value: trust?.certificate, allowed: 'the key of one PEM file, which may hold several certificates' }] : []),
  ];
}

/** As Splunk Web checks the name of a new index. */
function indexProblems(prop: string, index: string | undefined): Problem[] {
  return index === undefined || /^[a-z0-9][a-z0-9_-]{0,79}$/.test(index) ? [] : [{
    prop, problem: 'is not a name that Splunk takes for an index', value: index, allowed: 'lower-case letters, digits, "_" and "-", beginning with a letter or digit, at most 80 characters',
  }];
}

function lineProblems({ replications, linesOfBusiness, indexes }: SplunkForwardingProps): Problem[] {
  const names = replications.map(({ model }) => model.name);
  const lines = Object.values(linesOfBusiness ?? {});
  return [
    ...Object.entries(linesOfBusiness ?? {}).flatMap(([name, line]): Problem[] => [
      ...(names.includes(name) ? [] : [{ prop: entryOf('linesOfBusiness', name), problem: 'is not a replication that is forwarded here', allowed: names.join(', ') }]),
      ...(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(line) ? [] : [{
        prop: entryOf('linesOfBusiness', name), problem: 'is not the name of a line of business', value: line, allowed: 'letters, digits, "-", "_" and ".", at most 63',
      }]),
    ]),
    ...Object.entries(indexes ?? {}).flatMap(([line, index]) => [
      ...(lines.includes(line) ? [] : [{ prop: entryOf('indexes', line), problem: 'is the line of no replication', remedy: 'name the replications of the line in linesOfBusiness' }]),
      ...indexProblems(entryOf('indexes', line), index),
    ]),
  ];
}
