import { LOG_LEVELS } from '../../core/log-levels';

/**
 * Log4j 2 configuration of workers whose log goes to standard output: one line per event, stack traces below it.
 *
 * Kafka's own configuration (`config/connect-log4j2.yaml`, Kafka 4.x) also writes files, which a read-only container refuses and nobody rotates away.
 */
const LOG_LAYOUT = `# Log4j 2, to standard output.
status=WARN
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601_OFFSET_DATE_TIME_HHMM} %-5p %X{connector.context}%m (%c) [%t]%n
${LOG_LEVELS}`;

/** The same for Log4j 1. */
const OLD_LOG_LAYOUT = `# Log4j 1, to standard output.
log4j.rootLogger=INFO, console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=%d{yyyy-MM-dd'T'HH:mm:ss,SSSZ} %-5p %X{connector.context}%m (%c) [%t]%n
# Pages of settings for each client and connector, at each start.
log4j.logger.org.apache.kafka.common.config=WARN
log4j.logger.org.apache.kafka.clients=WARN
# Every probe would be a line.
log4j.logger.org.apache.kafka.connect.runtime.rest.RestServer=WARN
`;

/** How workers are told what to log: a file, and the option of Java that names it. */
export interface LogConfig {
  readonly file: string;
  readonly layout: string;
  readonly optionOf: (path: string) => string;
}

const LOG4J_2: LogConfig = { file: 'log4j2.properties', layout: LOG_LAYOUT, optionOf: (path) => `-Dlog4j2.configurationFile=${path}` };
const LOG4J_1: LogConfig = { file: 'log4j.properties', layout: OLD_LOG_LAYOUT, optionOf: (path) => `-Dlog4j.configuration=file:${path}` };

/** Names of all such files. */
export const LOG_FILES = [LOG4J_2.file, LOG4J_1.file];

/**
 * Kafka 4 logs by Log4j 2, Kafka 3 by Log4j 1, which would log nothing at all by the configuration of the other.
 *
 * @param version of the workers; the newest where it is not known
 * @see KAFKA_LOG4J_OPTS in bin/connect-distributed.sh (Kafka 3.9 and 4.x)
 */
export function logConfigOf(version?: string): LogConfig {
  return usesLog4j1(version) ? LOG4J_1 : LOG4J_2;
}

/** Whether workers of this version have no Log4j 2. */
export function usesLog4j1(version?: string): boolean {
  return /^[1-3]\./.test(version ?? '');
}
