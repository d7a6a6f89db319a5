export * from './effective-config';
export * from './effective-config-props';
