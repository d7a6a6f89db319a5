export * from './kubernetes';
export * from './strimzi';
export * from './virtual-machine';
