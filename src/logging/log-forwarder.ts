import { Construct } from 'constructs';
import { RuntimeBinding } from '../model';
import { SplunkHecOptions } from './splunk-hec-options';

/** The log of one replication: where it is, and where it belongs. */
export interface LogStream {
  /** Name of the replication. */
  readonly replication: string;
  /** Name of its resource, `mm2-<name>`. */
  readonly resourceName: string;
  /** Where it runs. */
  readonly binding: RuntimeBinding;
  /**
   * Splunk index of its lines.
   * @default - the one that Splunk has set for the token
   */
  readonly index?: string;
}

/** What a forwarder is to forward, and to where. */
export interface ForwardedLogs {
  /** Name for the objects of the forwarder. */
  readonly name: string;
  /** The logs, one for each replication. */
  readonly streams: LogStream[];
  /** Splunk's HTTP Event Collector. */
  readonly splunk: SplunkHecOptions;
  /**
   * Labels of the forwarder's objects.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}

/** What reads the logs of workers and sends them to Splunk: OpenShift Logging, an OpenTelemetry collector in pods or on machines. */
export interface ILogForwarder {
  /**
   * Creates what forwards the logs, below the scope, and lets the scope report what is wrong when the App is validated.
   *
   * @param scope the construct that owns the objects
   * @param logs what is forwarded
   */
  bind(scope: Construct, logs: ForwardedLogs): void;
}
