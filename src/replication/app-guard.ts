import { IConstruct } from 'constructs';
import { AppCheck } from './private/app-check';

/** Has all objects of an App checked for what none may hold, a credential above all, also where the App has no replication. */
export function guardApp(scope: IConstruct): void {
  AppCheck.of(scope);
}
