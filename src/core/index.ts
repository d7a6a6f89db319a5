export * from './byte-rate';
export { EventStreamsPlan } from './event-streams-plan';
export * from './finding';
export * from './secret-key';
