export { AccessProvisioning } from './access-provisioning';
export type { AccessFilesOptions, StrimziUsersOptions } from './access-provisioning';
export * from './grants';
export * from './kafka-access';
export * from './lob-isolated-flow';
export * from './lob-isolated-flow-props';
export * from './lob-resource-quota';
export * from './lob-team';
export * from './network-options';
