import { ByteRate } from '../core';
import { GroupSelection, TopicSelection } from '../model';

/** What every right has. */
export interface GrantOptions {
  /**
   * The user as ACLs name it (`User:…`), where the authentication does not tell, as with OAuth.
   * @default - `User:<user name>`; for a client certificate `User:CN=<name of its Secret>`, as Strimzi's User Operator makes it
   */
  readonly principal?: string;
}

/** What an application reads. */
export interface ConsumeOptions extends GrantOptions {
  /** Topics by their names on this cluster. Fails: a selection that only a right on every topic covers. */
  readonly topics: TopicSelection;
  /** Groups in which it reads. Fails: a selection that only a right on every group covers. */
  readonly groups: GroupSelection;
  /**
   * Aliases of clusters whose copies of the topics it reads too, under the names that `naming` of the KafkaAccess gives them.
   * @default - none
   */
  readonly copiesFrom?: string[];
}

/** What an application writes. */
export interface ProduceOptions extends GrantOptions {
  /** Topics by their names on this cluster. Fails: a selection that only a right on every topic covers. */
  readonly topics: TopicSelection;
  /**
   * Its transactional ids (`transactional.id`).
   * @default - none: no transactions
   */
  readonly transactionalIds?: string[];
}

/** What goes with the rights of MirrorMaker 2. */
export interface ReplicateOptions extends GrantOptions {
  /**
   * What its user may read and write at the most, of each broker (`consumer_byte_rate`, `producer_byte_rate`). Event Streams has no quotas for users. Fails: another one for the same user.
   * @default - no quota
   */
  readonly quota?: ByteRate;
}

/** Which settings of a client are written, and where. */
export interface ClientPropertiesOptions {
  /**
   * Topics that it subscribes to; they become a Java pattern (`topics.pattern`) for `KafkaConsumer.subscribe`.
   * @default - no pattern
   */
  readonly topics?: TopicSelection;
  /**
   * Aliases of clusters whose copies of the topics it reads too, named as `naming` of the KafkaAccess says: `(?:kp-remote\.)?orders`.
   * @default - none
   */
  readonly copiesFrom?: string[];
  /**
   * Folder in which the Secrets are mounted, each as a folder of its name. Format: absolute path.
   * @default '/mnt/secrets'
   */
  readonly mountPath?: string;
  /**
   * Name of the ConfigMap.
   * @default - `<user>-<alias of the cluster>-client`
   */
  readonly name?: string;
  /**
   * Namespace of the ConfigMap: that of the application.
   * @default - the chart's namespace, or the one that is current when the manifests are applied
   */
  readonly namespace?: string;
}
