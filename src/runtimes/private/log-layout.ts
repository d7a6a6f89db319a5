import { LOG_LEVELS } from '../../core/log-levels';

/**
 * Log4j 2 configuration of workers whose log goes to standard output: one line per event, stack traces below it.
 *
 * Kafka's own configuration (`config/connect-log4j2.yaml`, Kafka 4.x) also writes files, which a read-only container refuses and nobody rotates away.
 */
export const LOG_LAYOUT = `# Log4j 2, to standard output.
status=WARN
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601_OFFSET_DATE_TIME_HHMM} %-5p %X{connector.context}%m (%c) [%t]%n
${LOG_LEVELS}`;
