export * from './event-streams-operator';
export * from './kubernetes';
export * from './operator-runtime-props';
export * from './strimzi';
export * from './virtual-machine';
export * from './worker-props';
