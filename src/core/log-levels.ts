/**
 * Levels of the loggers of a worker, as lines of a Log4j 2 configuration: the same in every layout.
 *
 * No logger is below INFO: MM2 and Kafka Connect print whole records at TRACE only.
 * @see org.apache.kafka.connect.runtime.AbstractWorkerSourceTask (connect-runtime 4.3.1)
 */
export const LOG_LEVELS = `rootLogger.level=INFO
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
