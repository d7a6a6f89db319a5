export * from './external-secrets';
export { RemoteKey } from './remote-key';
export * from './secret-store';
export * from './user-secret-mirror';
