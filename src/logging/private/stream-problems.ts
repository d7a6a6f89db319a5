import { Problem } from '../../core/problem';
import { ForwardedLogs, LogStream } from '../log-forwarder';

/** What a forwarder of pods cannot do without. */
export function podProblems({ streams }: ForwardedLogs): Problem[] {
  return streams.flatMap(({ binding: { podNames, namespace, podSelector } }, i): Problem[] => {
    const prop = `replications[${i}]`;
    return [
      ...(podNames === undefined ? [{ prop, problem: 'runs on machines, where this forwarder does not read', remedy: 'forward it by a SplunkForwarding of its own, with VirtualMachineLogCollector' }] : []),
      ...(namespace === undefined && podNames !== undefined ? [{ prop, problem: 'has no known namespace', remedy: 'set namespace of its runtime, or of its chart' }] : []),
      ...(Object.keys(podSelector).length === 0 ? [{
        prop, problem: 'has no labels by which its pods are selected, so all logs of the namespace would be forwarded, those of others too', value: namespace,
        remedy: 'let podSelector of its RuntimeBinding name labels that only its pods have',
      }] : []),
    ];
  });
}

/** What a collector on machines cannot do without. */
export function machineProblems({ streams }: ForwardedLogs): Problem[] {
  return streams.flatMap(({ binding }, i) => binding.folder !== undefined ? [] : [{
    prop: `replications[${i}]`, problem: 'runs in pods, where this collector does not read', remedy: 'forward it by a SplunkForwarding of its own, with another forwarder',
  }]);
}

/** A stream whose namespace and container are known; problems were told otherwise. */
export function placeOf({ binding: { namespace = '', podNames = '', container = '' } }: LogStream): { readonly namespace: string; readonly podNames: string; readonly container: string } {
  return { namespace, podNames, container };
}
