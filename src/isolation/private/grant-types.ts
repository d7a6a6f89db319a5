import { KafkaAuthentication } from '../../clusters';
import { refuseOtherTypes } from '../../core/argument-types';
import { GroupSelection, TopicSelection } from '../../model';

/** What a grant cannot do without. */
const TYPES = {
  user: { is: (value: unknown) => value instanceof KafkaAuthentication, kind: 'a KafkaAuthentication, such as KafkaAuthentication.scramSha512(…)' },
  topics: { is: (value: unknown) => value instanceof TopicSelection, kind: 'a TopicSelection, such as TopicSelection.named(…)' },
  groups: { is: (value: unknown) => value instanceof GroupSelection, kind: 'a GroupSelection, such as GroupSelection.named(…)' },
} as const;

/** Refuses what is of another type: whoever calls from JavaScript meets no compiler, and may pass a password where a login is expected. */
export function requireGrantTypes(path: string, call: string, values: object, props: readonly (keyof typeof TYPES)[]): void {
  refuseOtherTypes(path, `${call} `, props.map((prop) => ({ prop, required: true, ...TYPES[prop] })), values);
}
