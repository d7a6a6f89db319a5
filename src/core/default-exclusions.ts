/**
 * What MM2 leaves out when nobody sets an exclusion list. A list of one's own *replaces* it, so the library always appends these.
 *
 * @see org.apache.kafka.connect.mirror.DefaultTopicFilter and DefaultGroupFilter (connect-mirror 4.3.1)
 */
export const DEFAULT_EXCLUSIONS = {
  topics: ['mm2.*\\.internal', '.*\\.replica', '__.*'],
  groups: ['console-consumer-.*', 'connect-.*', '__.*'],
} as const;
