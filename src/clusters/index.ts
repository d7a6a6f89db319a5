export { KafkaAuthentication } from './authentication';
export type { CustomAuthenticationOptions, MutualTlsOptions, OAuthBearerOptions } from './authentication';
export * from './event-streams-target';
export * from './kafka-cluster';
export * from './service-key';
export * from './trust';
