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
rootLogger.level=INFO
rootLogger.appenderRef.console.ref=console
# Pages of settings for each client and connector, at each start.
logger.config.name=org.apache.kafka.common.config
logger.config.level=WARN
logger.clients.name=org.apache.kafka.clients
logger.clients.level=WARN
# Every probe would be a line.
logger.rest.name=org.apache.kafka.connect.runtime.rest.RestServer
logger.rest.level=WARN
`;
