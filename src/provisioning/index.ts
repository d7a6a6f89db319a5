export * from './external-secrets';
export * from './remote-key';
export * from './secret-store';
export * from './user-secret-mirror';
