import { Lazy } from 'cdk8s';
import { ANNOTATIONS } from '../../core/annotations';
import { durationText, millisecondsOf } from '../../core/durations';
import { Problem } from '../../core/problem';
import { IReplication } from '../../model';
import { factsOf } from '../../model/facts';

/** What the manifest cannot say by itself travels in annotations, so that the CLI reads it back. Facts may come with sources that are added later. */
export function annotationsOf(replication: IReplication): { [key: string]: string } {
  const { acknowledged, target, given, longestOutage } = replication.model;
  return {
    ...(Object.keys(acknowledged).length > 0 ? { [ANNOTATIONS.acknowledged]: JSON.stringify(acknowledged) } : {}),
    ...(target.eventStreamsPlan ? { [ANNOTATIONS.eventStreamsPlan]: target.eventStreamsPlan.name } : {}),
    [ANNOTATIONS.facts]: Lazy.any({ produce: () => factsText(replication) }),
    ...(given.includes('longestOutage') ? { [ANNOTATIONS.longestOutage]: durationText(millisecondsOf(longestOutage) / 1000) } : {}),
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
