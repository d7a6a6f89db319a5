export * from './core';
export * from './clusters';
export * from './effective';
export * from './model';
export * from './runtimes';
export * from './replication';
export * from './monitoring';
