/** Macros that every search begins with: where events are, and their fields, whoever forwarded them. */
export const MACROS = { events: 'kafka_replication_events', fields: 'kafka_replication_fields' } as const;
