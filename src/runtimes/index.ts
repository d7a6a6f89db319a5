export * from './event-streams-operator';
export * from './operator-runtime-props';
export * from './strimzi';
