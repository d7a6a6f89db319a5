export * from './kubernetes';
export * from './strimzi';
