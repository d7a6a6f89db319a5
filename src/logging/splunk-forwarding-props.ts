import { MirrorMaker2Replication } from '../replication';
import { ILogForwarder } from './log-forwarder';
import { SplunkHecOptions } from './splunk-hec-options';

/** Which logs go to Splunk, into which index, and what carries them. */
export interface SplunkForwardingProps {
  /** The replications whose logs are forwarded. Fails: none; one that another forwarding has already. */
  readonly replications: MirrorMaker2Replication[];
  /** What reads and sends the logs. */
  readonly forwarder: ILogForwarder;
  /** Where they go. */
  readonly splunk: SplunkHecOptions;
  /**
   * Splunk index of logs whose line of business has no index of its own. It must exist and the token must be allowed to write to it: otherwise
   * Splunk answers 400, and collectors throw the lines away.
   * Fails: other characters than lower-case letters, digits, `_` and `-`; another beginning than a letter or digit.
   * @default - the one that Splunk has set for the token
   */
  readonly index?: string;
  /**
   * Lines of business: name of a replication → its line, which becomes the field `line_of_business`. Fails: a replication that is not forwarded here.
   * @default - none
   */
  readonly linesOfBusiness?: { [replication: string]: string };
  /**
   * Splunk indexes of lines of business: line → index. Fails: the line of no replication.
   * @default - all lines go to `index`
   */
  readonly indexes?: { [lineOfBusiness: string]: string };
  /**
   * Address under which docs/troubleshooting.md of this library, or a copy of it, is published; saved searches link to their section.
   * @default - no link: searches say meaning and first command
   */
  readonly runbookUrl?: string;
  /**
   * Name of the forwarder's objects. At most 46 characters.
   * @default 'mm2-logs'
   */
  readonly name?: string;
  /**
   * Labels of all objects.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}
