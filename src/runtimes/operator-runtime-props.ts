import { WorkerPodProps } from './worker-props';

/** Where and how an operator runs MirrorMaker 2 from a KafkaMirrorMaker2. */
export interface OperatorRuntimeProps extends WorkerPodProps {
  /**
   * Kafka version of the workers (`spec.version`).
   * @default - the newest that the operator supports (Strimzi 1.2.0: 4.3.1)
   */
  readonly version?: string;
  /**
   * Container image of the workers (`spec.image`), best by digest. Fails: neither a digest nor a tag, or the tag `latest`.
   * @default - the operator's image for the version
   */
  readonly image?: string;
}
