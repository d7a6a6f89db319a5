import { Lazy } from 'cdk8s';
import { KafkaCluster } from '../../clusters';
import { ANNOTATIONS } from '../../core/annotations';
import { durationText, millisecondsOf } from '../../core/durations';
import { Problem } from '../../core/problem';
import { IReplication } from '../../model';
import { factsOf } from '../../model/facts';

/** What the manifest cannot say by itself travels in annotations, so that the CLI reads it back. Facts may come with sources that are added later. */
export function annotationsOf(replication: IReplication): { [key: string]: string } {
  const { target, given, longestOutage } = replication.model;
  return {
    ...annotationsAt(target, replication),
    [ANNOTATIONS.facts]: Lazy.any({ produce: () => factsText(replication) }),
    ...(given.includes('longestOutage') ? { [ANNOTATIONS.longestOutage]: durationText(millisecondsOf(longestOutage) / 1000) } : {}),
  };
}

/** Of workers that write to a cluster. */
export function annotationsAt({ eventStreamsPlan }: KafkaCluster, { model: { acknowledged } }: IReplication): { [key: string]: string } {
  return {
    ...(Object.keys(acknowledged).length > 0 ? { [ANNOTATIONS.acknowledged]: JSON.stringify(acknowledged) } : {}),
    ...(eventStreamsPlan ? { [ANNOTATIONS.eventStreamsPlan]: eventStreamsPlan.name } : {}),
  };
}

function factsText({ model }: IReplication): string | undefined {
  const facts = factsOf(model);
  return Object.keys(facts).length > 0 ? JSON.stringify(facts) : undefined;
}

/** Kubernetes takes 256 KiB of annotations. */
const MAX_FACTS_KIBIBYTES = 200;

/** What is wrong with facts that have to travel in an annotation. */
export function factsProblems(replication: IReplication): Problem[] {
  const kibibytes = Math.ceil(Buffer.byteLength(factsText(replication) ?? '') / 1024);
  return kibibytes <= MAX_FACTS_KIBIBYTES ? [] : [{
    prop: 'facts of the clusters',
    problem: 'are too many for an annotation',
    value: `${kibibytes} KiB`,
    allowed: `at most ${MAX_FACTS_KIBIBYTES} KiB`,
    remedy: 'leave out topics and groups that are not copied, or give the facts to kafka-replication check --facts',
  }];
}
