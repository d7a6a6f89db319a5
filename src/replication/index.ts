export * from './mirror-maker2-replication';
