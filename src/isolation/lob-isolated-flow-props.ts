import { Construct } from 'constructs';
import { KafkaAuthentication } from '../clusters';
import { ByteRate } from '../core';
import { MirrorMaker2ReplicationProps } from '../replication';
import { AccessProvisioning } from './access-provisioning';
import { LobResourceQuota } from './lob-resource-quota';
import { LobTeam } from './lob-team';
import { LobNetworkOptions } from './network-options';

/** How MirrorMaker 2 logs in for one line of business. */
export interface LobCredentials {
  /** On the source: a user that no other line has. */
  readonly source: KafkaAuthentication;
  /** On the target: a user that no other line has. */
  readonly target: KafkaAuthentication;
  /**
   * The user of the source as ACLs name it (`User:…`), where the authentication does not tell, as with OAuth.
   * @default - `User:<user name>`; for a client certificate `User:CN=<name of its Secret>`, as Strimzi's User Operator makes it
   */
  readonly sourcePrincipal?: string;
  /**
   * The user of the target as ACLs name it.
   * @default - as for the source
   */
  readonly targetPrincipal?: string;
}

/** A line of business, and what is replicated for it. */
export interface LobIsolatedFlowProps extends MirrorMaker2ReplicationProps {
  /** Name of the line: lower-case letters, digits and `-`. Fails: used twice in an App. */
  readonly lineOfBusiness: string;
  /** How MirrorMaker 2 logs in for this line. Fails: a user or API key that another line has too. */
  readonly credentials: LobCredentials;
  /**
   * What the line may read of the source and write to the target. Where Strimzi makes the users it becomes their quota, which Kafka applies on each broker.
   * Fails: the budgets of all lines are together above what the plan of an Event Streams instance carries.
   */
  readonly budget: ByteRate;
  /**
   * Namespace of MirrorMaker 2; must exist, and be the line's alone. With a `runtime`, that one's namespace counts.
   * @default - `mm2-<line of business>` is made
   */
  readonly namespace?: string;
  /**
   * Alias of the source in this line: MM2 names copies and internal topics by it. Fails: without the name of the line as a word in it.
   * @default - `<alias>-<line of business>`
   */
  readonly sourceAlias?: string;
  /**
   * Alias of the target in this line. Fails: without the name of the line as a word in it.
   * @default - `<alias>-<line of business>`
   */
  readonly targetAlias?: string;
  /**
   * How the rights of the line come to the source.
   * @default - KafkaUsers where Strimzi runs the cluster, IAM policies for Event Streams on IBM Cloud, else a script
   */
  readonly sourceProvisioning?: AccessProvisioning;
  /**
   * How the rights of the line come to the target.
   * @default - as for the source
   */
  readonly targetProvisioning?: AccessProvisioning;
  /**
   * Where objects for the source's side belong: a chart of the Kubernetes cluster in which it runs.
   * @default - this chart
   */
  readonly sourceAccessScope?: Construct;
  /**
   * Where objects for the target's side belong: a chart of the Kubernetes cluster in which it runs.
   * @default - this chart
   */
  readonly targetAccessScope?: Construct;
  /**
   * People who may watch the replication of the line, and restart it.
   * @default - nobody, beside those who may do so anywhere
   */
  readonly team?: LobTeam;
  /**
   * Who may talk to the workers, and to whom they may talk, beside what follows from the clusters.
   * @default - the operator, OpenShift's monitoring, name servers, the Kubernetes API
   */
  readonly network?: LobNetworkOptions;
  /**
   * What all pods of the namespace may take together.
   * @default - no quota
   */
  readonly resourceQuota?: LobResourceQuota;
}
