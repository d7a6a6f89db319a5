import { LOG_LEVELS } from '../../core/log-levels';
import { propertyLine } from '../../core/properties-text';
import { redacted } from './redactions';

/** What is the same in every line of a replication. */
export interface LineContext {
  readonly replication: string;
  readonly target: string;
  /** Alias of the source, if there is but one. */
  readonly source?: string;
  readonly lineOfBusiness?: string;
  readonly namespace?: string;
  /** Whether workers are pods; otherwise they are processes of machines. */
  readonly inPods: boolean;
}

/**
 * The context that Kafka Connect gives each line: `[<connector>|worker] `, `[<connector>|task-0] `, `[<connector>|task-0|offsets] `, or none.
 * @see org.apache.kafka.connect.util.LoggingContext.prefixFor (connect-runtime 4.3.1)
 */
const CONNECTOR_CONTEXT = '%X{connector.context}';

/** The first group of an expression in that context, or nothing. */
function partOf(expression: string): string {
  return `%replace{${CONNECTOR_CONTEXT}}{${expression}|^.*$}{$1}`;
}

const json = (pattern: string) => `%enc{${pattern}}{JSON}`;
const field = (name: string, pattern: string) => `"${name}":"${pattern}"`;
/** A field that only lines have which have something to say in it. */
const optional = (name: string, pattern: string) => `%notEmpty{,${field(name, json(pattern))}}`;
const constant = (name: string, value: string | undefined) => value === undefined ? '' : `,${field(name, value)}`;

/**
 * Log4j 2 configuration for one JSON object a line, traces included, so that a collector has nothing to put together.
 *
 * PatternLayout rather than JsonTemplateLayout, which needs a library beside log4j-core: Strimzi's images have it, other images and folders of Kafka need not.
 * Connectors of one resource are called `<source>-><target>.Mirror…Connector`; dedicated mode calls them by their class, but has one source only.
 *
 * @see org.apache.logging.log4j.core.pattern: EncodingPatternConverter, VariablesNotEmptyReplacementConverter, RegexReplacementConverter (log4j-core 2.x)
 */
export function logLayout({ replication, target, source, lineOfBusiness, namespace, inPods }: LineContext): string {
  const pattern = [
    '{',
    field('time', '%d{yyyy-MM-dd\'T\'HH:mm:ss.SSSXXX}{UTC}'),
    `,${field('level', '%p')}`,
    `,${field('logger', json('%c'))}`,
    `,${field('thread', json('%t'))}`,
    constant('replication', replication),
    optional('connector', partOf(String.raw`^\[([^|\]]+).*$`)),
    optional('task', partOf(String.raw`^.*\|task-([0-9]+).*$`)),
    source === undefined ? optional('flow', partOf(String.raw`^\[(.+->.+)\.Mirror.*$`)) : constant('flow', `${source}->${target}`),
    source === undefined ? optional('source', partOf(String.raw`^\[(.+)->.*$`)) : constant('source', source),
    constant('target', target),
    constant('line_of_business', lineOfBusiness),
    constant('namespace', namespace),
    inPods ? constant('pod', '${env:HOSTNAME}') : constant('host', '${hostName}'),
    `,${field('message', json(redacted('%m')))}`,
    optional('exception', redacted('%ex')),
    '}%n',
  ].join('');
  return `# Log4j 2, to standard output: one JSON object a line, without credentials.
status=WARN
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.charset=UTF-8
# The trace is a field; it must not follow the line, too.
appender.console.layout.alwaysWriteExceptions=false
${propertyLine('appender.console.layout.pattern', pattern)}
${LOG_LEVELS}`;
}
